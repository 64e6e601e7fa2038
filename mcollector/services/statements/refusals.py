"""提出できないとき: the employee's statement, its time, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.person import refusal_reasons
from mcollector.rules.person.refusal_reasons import RefusalReason
from mcollector.rules.states import PersonState, Step, move
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.refusals import Refusal, RefusalNote
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class RefusalView:
    """What was said and when; without the words."""

    reason: RefusalReason
    ready_on: date | None
    made_at: datetime
    ended_at: datetime | None


def tell(uow: UnitOfWork, values: Mapping[str, str]) -> None:
    """Keep why the acting employee cannot submit; the same page sent twice is kept once.

    Somebody who only names a day is still asked; everybody else becomes 提出拒否: a white row, and
    no reminder. Raises FormRefused with a sentence per field, MoveRefused after 「更新」.
    """
    person = uow.get(Person, uow.actor.id, lock=True)
    refusal = refusal_reasons.check_refusal(values, deadlines.day(uow.now))
    if any(_is_same(row, refusal) for row in _open(uow, person.id)):
        return
    state = move(person.state, Step.REFUSE)
    if not refusal.reason.asks_when:
        person.state, person.due_on = state, None
        stop_reminding(uow, person.id)
    settle(uow, person.id)
    row = Refusal(
        id=uuid4(),
        company_id=person.company_id,
        person_id=person.id,
        reason=refusal.reason.code,
        ready_on=refusal.ready_on,
        made_at=uow.now,
    )
    uow.seal(row, "text", refusal.text.encode())
    uow.record(Action.REFUSAL_MADE, row=uow.add(row), reason=refusal.reason.code)


def stop_reminding(uow: UnitOfWork, person_id: UUID) -> None:
    """Void the person's request letters that are queued but not on their way."""
    letters = select(Letter).where(
        Letter.person_id == person_id,
        Letter.kind.in_(queue.ASKING),
        Letter.state.in_((LetterState.READY, LetterState.RETRY)),
    )
    for letter in uow.scalars(letters.with_for_update(key_share=True)):
        letter.state = LetterState.VOID
        uow.record(Action.LETTER_ENDED, row=letter, result=LetterState.VOID.value)


def reconsider(uow: UnitOfWork) -> None:
    """Take the acting employee's 提出拒否 back: they are asked again, with a deadline."""
    take_back(uow, uow.get(Person, uow.actor.id, lock=True))


def take_back(uow: UnitOfWork, person: Person) -> None:
    """End the 提出拒否 of the person, who is locked, whoever takes it back; safe to call twice."""
    if person.state is not PersonState.REFUSED:
        return
    person.state = move(person.state, Step.RECONSIDER)
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    settle(uow, person.id)
    uow.record(Action.REFUSAL_ENDED, row=person)


def settle(uow: UnitOfWork, person_id: UUID | None) -> None:
    """End the open statements; the rows stay as history."""
    for row in _open(uow, person_id):
        row.ended_at = uow.now
        uow.record(Action.REFUSAL_ENDED, row=row)


def current(uow: UnitOfWork) -> RefusalView | None:
    """Return what the acting employee said last, while it still stands."""
    return next((_view(row) for row in _open(uow, uow.actor.id)), None)


def history(uow: UnitOfWork) -> tuple[RefusalView, ...]:
    """Return everything the acting employee ever said, the oldest first."""
    refusals = select(Refusal).where(Refusal.person_id == uow.actor.id)
    return tuple(_view(row) for row in uow.scalars(refusals.order_by(Refusal.made_at)))


def talks(uow: UnitOfWork) -> tuple[datetime, ...]:
    """Return when the office wrote down a talk with the acting employee, the oldest first."""
    notes = select(RefusalNote.made_at).where(RefusalNote.person_id == uow.actor.id)
    return tuple(uow.scalars(notes.order_by(RefusalNote.made_at)))


def _open(uow: UnitOfWork, person_id: UUID | None) -> list[Refusal]:
    refusals = select(Refusal).where(Refusal.person_id == person_id, Refusal.ended_at.is_(None))
    return list(uow.scalars(refusals))


def _is_same(row: Refusal, refusal: refusal_reasons.Refusal) -> bool:
    return (row.reason, row.ready_on) == (refusal.reason.code, refusal.ready_on)


def _view(row: Refusal) -> RefusalView:
    why = refusal_reasons.reason(row.reason)
    return RefusalView(why, row.ready_on, row.made_at, row.ended_at)
