"""差し戻し by the office: one letter for all marked photographs, held back so it can be undone."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.review import marks as return_marks
from mcollector.rules.rights import Permission
from mcollector.rules.states import DocumentState, DocumentStep, Step, move, move_document
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.services.photographs import returns
from mcollector.services.reviews import locks, papers
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import ReturnRound
from mcollector.work.unit import UnitOfWork

UNDO = timedelta(minutes=5)
"""How long the letter waits, so that a slip of the hand reaches nobody."""


def send_back(
    uow: UnitOfWork,
    person_id: UUID,
    submission_id: UUID,
    marks: Sequence[tuple[UUID, str]],
    comment: str,
) -> None:
    """「差し戻し」: mark photographs with a reason each, and queue one letter for all of them.

    Raises FormRefused, MoveRefused when somebody else was faster, HeldByAnother.
    """
    require(uow, Permission.RETURN)
    person, submission = papers.under_review(uow, person_id, submission_id)
    state = move(person.state, Step.RETURN)
    locks.need_hold(uow, person)
    rows = {row.id: row for row in papers.bound(uow, submission.id)}
    kept = return_marks.comment_of(comment)
    if errors := return_marks.find_fault(rows, marks, kept):
        raise FormRefused(errors)
    return_round = _begin(uow, person, submission.id)
    for document_id, reason in dict(marks).items():
        _mark(uow, rows[document_id], reason, kept, return_round)
    person.state, person.returned_at, person.uploaded_at = state, uow.now, None
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    locks.release(uow, person.id)
    uow.record(Action.REVIEW_RETURNED, row=submission, count=len(marks))


def _begin(uow: UnitOfWork, person: Person, submission_id: UUID) -> ReturnRound:
    account = queue.account_of(uow, person.id)
    letter_id = queue.queue_one(uow, account, LetterKind.RETURN, at=uow.now + UNDO)
    return uow.add(
        ReturnRound(
            id=uuid4(),
            person_id=person.id,
            submission_id=submission_id,
            account_id=uow.actor.id,
            letter_id=letter_id,
            uploaded_at=person.uploaded_at,
            due_on=person.due_on,
            made_at=uow.now,
        )
    )


def _mark(
    uow: UnitOfWork, row: Document, reason: str, comment: str, return_round: ReturnRound
) -> None:
    if row.state is DocumentState.CLEAN:
        row.state = move_document(row.state, DocumentStep.RETURN)
    returns.mark(uow, row, reason, comment, return_round)
