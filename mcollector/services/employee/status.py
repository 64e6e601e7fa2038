"""What employees see of their own collection: status, deadline, what was returned and why."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.papers import catalogue
from mcollector.rules.review import return_reasons
from mcollector.rules.review.return_reasons import ReturnReason
from mcollector.rules.sentences import Sentence
from mcollector.rules.states import PersonState
from mcollector.services.photographs import hints as photo_hints
from mcollector.services.photographs import photographs, returns
from mcollector.services.statements import refusals
from mcollector.services.statements.refusals import RefusalView
from mcollector.services.submissions import submit
from mcollector.services.submissions.submit import Receipt
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from mcollector.store.submissions import Dependent
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReturnedSlot:
    """A photograph to take again, and why; `state` is the new one's, if any came."""

    code: str
    title: str
    easy: str
    drawing: str
    reason: ReturnReason
    comment: str
    state: str
    refusal: Sentence | None = None
    hints: tuple[Sentence, ...] = ()
    is_examining: bool = False


@dataclass(frozen=True, slots=True)
class StatusView:
    """Statuses, dates and reasons - never a number, a birth date or a dependent's name."""

    state: PersonState
    deadline: date | None
    receipt: Receipt | None
    returned: tuple[ReturnedSlot, ...]
    dependents: tuple[str, ...]
    verified_on: date | None
    refusal: RefusalView | None


def status(uow: UnitOfWork) -> StatusView:
    """Return the acting employee's status."""
    person = uow.get(Person, uow.actor.id)
    newest = submit.newest(uow, person.id)
    relations = (
        uow.scalars(
            select(Dependent.relation)
            .where(Dependent.submission_id == newest.id)
            .order_by(Dependent.position)
        )
        if newest
        else ()
    )
    return StatusView(
        person.state,
        deadlines.deadline_of(person.due_on) if person.due_on else None,
        Receipt(newest.receipt, newest.made_at) if newest else None,
        returned(uow),
        tuple(relations),
        person.verified_on,
        refusals.current(uow),
    )


def returned(uow: UnitOfWork) -> tuple[ReturnedSlot, ...]:
    """Return the acting employee's photographs that were sent back and not yet resolved."""
    if not uow.get(Person, uow.actor.id).state.is_open:
        return ()
    return tuple(_slot(uow, mark) for mark in returns.open_marks(uow, uow.actor.id))


def _slot(uow: UnitOfWork, mark: Return) -> ReturnedSlot:
    slot = catalogue.find_slot(mark.slot)
    came = {row.slot: row for row in photographs.unbound(uow, mark.person_id)}.get(mark.slot)
    return ReturnedSlot(
        slot.code,
        slot.title,
        slot.easy,
        slot.drawing,
        return_reasons.reason(mark.reason),
        mark.comment,
        came.state.value if came else "returned",
        photographs.refusal_of(came) if came else None,
        photo_hints.hints_for(came) if came else (),
        is_examining=came is not None and photo_hints.pause(uow, came) > 0,
    )
