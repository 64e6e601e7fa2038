"""再提出: the returned photographs only; everything else stays as it was submitted."""

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState, DocumentStep, Step, move, move_document
from mcollector.services import documents, submissions
from mcollector.services.settings import company_view
from mcollector.services.submissions import Receipt
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from mcollector.work.unit import UnitOfWork


def resubmit(uow: UnitOfWork) -> Receipt:
    """Bind the new photographs to the submission; the same page again returns its receipt.

    Raises FormRefused naming the slots whose new photograph is missing.
    """
    person = uow.get(Person, uow.actor.id, lock=True)
    submission = submissions.newest(uow, person.id)
    marks = _open_marks(uow)
    if submission is None:
        raise MoveRefused
    if not marks:
        return Receipt(submission.receipt, submission.made_at)
    fresh = {row.slot: row for row in documents.unbound(uow, person.id)}
    _refuse_missing(marks, fresh)
    person.state = move(person.state, Step.SUBMIT)
    for mark in marks:
        _exchange(uow, mark, fresh[mark.slot])
    person.uploaded_at = uow.now
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).review_days)
    uow.record(Action.SUBMISSION_RESUBMITTED, row=submission, count=len(marks))
    return Receipt(submission.receipt, uow.now)


def _open_marks(uow: UnitOfWork) -> list[Return]:
    mine = select(Return).where(Return.person_id == uow.actor.id, Return.resolved_at.is_(None))
    return list(uow.scalars(mine))


def _refuse_missing(marks: list[Return], fresh: dict[str, Document]) -> None:
    wrong: dict[str, Sentence] = {
        mark.slot: say("写真を選択してください。")
        for mark in marks
        if mark.slot not in fresh or fresh[mark.slot].state is DocumentState.UNUSABLE
    }
    if wrong:
        raise FormRefused(wrong)


def _exchange(uow: UnitOfWork, mark: Return, fresh: Document) -> None:
    older = uow.get(Document, mark.document_id)
    if older.state is DocumentState.RETURNED:
        older.state = move_document(older.state, DocumentStep.REPLACE)
    for column in ("intake", "large", "small"):
        uow.drop_file(older, column)
    fresh.submission_id = mark.submission_id
    mark.resolved_at = uow.now
    uow.record(Action.SUBMISSION_RESUBMITTED, row=fresh, slot=mark.slot)
