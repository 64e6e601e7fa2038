"""Returns (差し戻し): the open ones of a person, and the automatic one."""

from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.review import return_reasons
from mcollector.rules.states import PersonState, Step, move
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.store.accounts import Account
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Return, ReturnRound
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork

NO_ACCOUNT = UUID(int=0)
"""Who returned a photograph that the worker could not open: nobody of the office."""


def open_marks(uow: UnitOfWork, person_id: UUID | None) -> list[Return]:
    """Return the person's photographs that were sent back and not yet resolved, by slot."""
    returned = select(Return).where(Return.person_id == person_id, Return.resolved_at.is_(None))
    return list(uow.scalars(returned.order_by(Return.slot)))


def give_back(uow: UnitOfWork, person: Person, row: Document) -> None:
    """Send a submitted photograph nobody can open back to the employee, as the office would.

    Deadline, letter and red row follow as after any return (architecture §9). One that
    is returned already, or belongs to an older submission, changes nothing.
    """
    if not _still_counts(uow, person, row):
        return
    mark(uow, row, return_reasons.UNREADABLE.code)
    if person.state is PersonState.SUBMITTED:
        person.state = move(person.state, Step.RETURN)
        person.returned_at, person.uploaded_at = uow.now, None
        person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    account = queue.account_of(uow, person.id)
    if not _letter_waits(uow, account):
        queue.queue_one(uow, account, LetterKind.RETURN)


def _still_counts(uow: UnitOfWork, person: Person, row: Document) -> bool:
    submissions = select(Submission.id).where(Submission.person_id == person.id)
    newest = uow.first(submissions.order_by(Submission.made_at.desc()).limit(1))
    marked = {one.document_id for one in open_marks(uow, person.id)}
    waits = person.state in (PersonState.SUBMITTED, PersonState.RETURNED)
    return waits and newest == row.submission_id and row.id not in marked


def mark(
    uow: UnitOfWork, row: Document, reason: str, comment: str = "", this: ReturnRound | None = None
) -> None:
    """Mark the photograph as sent back; `this` is the office's 差し戻し, or None."""
    returned = Return(
        id=uuid4(),
        person_id=row.person_id,
        submission_id=row.submission_id,
        document_id=row.id,
        slot=row.slot,
        reason=reason,
        comment=comment,
        account_id=this.account_id if this else NO_ACCOUNT,
        round_id=this.id if this else None,
        made_at=uow.now,
    )
    uow.record(Action.REVIEW_RETURNED, row=uow.add(returned), slot=row.slot, reason=reason)


def _letter_waits(uow: UnitOfWork, account: Account) -> bool:
    """Tell whether a letter about returns is still to be written: it will name this one too."""
    waiting = select(Letter.id).where(
        Letter.account_id == account.id,
        Letter.kind == LetterKind.RETURN,
        Letter.state == LetterState.READY,
    )
    return uow.first(waiting) is not None


def settle(uow: UnitOfWork, person_id: UUID | None) -> None:
    """End the open returns: a submission made anew answers all of them."""
    for open_mark in open_marks(uow, person_id):
        open_mark.resolved_at = uow.now
        uow.record(Action.SUBMISSION_RESUBMITTED, row=open_mark, slot=open_mark.slot)
