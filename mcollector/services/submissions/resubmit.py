"""再提出: new photographs for the returned ones; everything else stays as submitted."""

from collections.abc import Mapping, Sequence

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused, NotFound
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState, Step, move
from mcollector.services.company_view import company_view
from mcollector.services.photographs import photographs, returns, slots
from mcollector.services.photographs.slots import SlotState
from mcollector.services.statements import refusals
from mcollector.services.submissions import handoffs, submit
from mcollector.services.submissions.submit import Receipt
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from mcollector.work.unit import UnitOfWork


def need_all(uow: UnitOfWork, refused: Mapping[str, Sentence]) -> None:
    """Raise FormRefused with the slots whose new photograph is missing or cannot be used.

    `refused` are photographs of this very page that were not taken.
    """
    if wrong := {**_missing(uow, returns.open_marks(uow, uow.actor.id)), **refused}:
        raise FormRefused(wrong)


def to_check(uow: UnitOfWork) -> tuple[SlotState, ...]:
    """Return the new photographs as they are before 「再提出」, with what the worker advises."""
    return slots.of_codes(uow, [mark.slot for mark in returns.open_marks(uow, uow.actor.id)])


def resubmit(uow: UnitOfWork) -> Receipt:
    """Bind the new photographs to the submission; the same page again returns its receipt.

    Raises FormRefused as `need_all` does.
    """
    person = uow.get(Person, uow.actor.id, lock=True)
    submission = submit.newest(uow, person.id)
    marks = returns.open_marks(uow, person.id)
    if submission is None:
        raise MoveRefused
    if not marks:
        return Receipt(submission.receipt, submission.made_at)
    need_all(uow, {})
    fresh = {row.slot: row for row in photographs.unbound(uow, person.id)}
    person.state = move(person.state, Step.SUBMIT)
    for mark in marks:
        _exchange(uow, mark, fresh[mark.slot])
    refusals.settle(uow, person.id)
    handoffs.end(uow, person.id)
    person.uploaded_at = uow.now
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).review_days)
    uow.record(Action.SUBMISSION_RESUBMITTED, row=submission, count=len(marks))
    return Receipt(submission.receipt, uow.now)


def receive(uow: UnitOfWork, slot_code: str, data: bytes) -> None:
    """Keep a photograph of a slot that was sent back; NotFound for any other, else as `keep`."""
    if slot_code not in {mark.slot for mark in returns.open_marks(uow, uow.actor.id)}:
        raise NotFound
    photographs.keep(uow, slot_code, data)


def _missing(uow: UnitOfWork, marks: Sequence[Return]) -> dict[str, Sentence]:
    fresh = {row.slot: row for row in photographs.unbound(uow, uow.actor.id)}
    objections = {mark.slot: _objection(fresh.get(mark.slot)) for mark in marks}
    return {slot: sentence for slot, sentence in objections.items() if sentence is not None}


def _objection(fresh: Document | None) -> Sentence | None:
    if fresh is None:
        return say("写真を選択してください。")
    return photographs.refusal_of(fresh)


def _exchange(uow: UnitOfWork, mark: Return, fresh: Document) -> None:
    older = uow.get(Document, mark.document_id)
    if older.state not in (DocumentState.REPLACED, DocumentState.DESTROYED):
        photographs.replace(uow, older)
    fresh.submission_id = mark.submission_id
    mark.resolved_at = uow.now
    uow.record(Action.SUBMISSION_RESUBMITTED, row=fresh, slot=mark.slot)
    photographs.compare_later(uow, fresh)
