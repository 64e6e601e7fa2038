"""Photographs: sealed to intake when received, cleaned, then sealed to the person's box."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.papers import catalogue
from mcollector.rules.photographs import formats
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState, DocumentStep, move_document
from mcollector.rules.tasks import Task
from mcollector.services.drafts import drafts
from mcollector.services.photographs import returns
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork

KEPT_UNBOUND = timedelta(days=30)
LIVING = (DocumentState.RECEIVED, DocumentState.CLEAN)

_OTHER_KIND = say("JPEG・PNG・HEIC・PDFの写真を選択してください。")
REFUSALS = {
    "too_large": say("20MBより小さい写真を選択してください。"),
    "too_many_pixels": say("写真の画素数が多すぎます。ふつうの大きさでとってください。"),
    "animated": say("動く画像は使えません。写真を選択してください。"),
    "locked": say("パスワード付きのPDFは使えません。パスワードを外すか、写真で送信してください。"),
    "too_many_pages": say("PDFは4ページまでです。必要なページだけを選択してください。"),
    "unsupported": _OTHER_KIND,
    "not_a_picture": _OTHER_KIND,
}
BROKEN = say("写真を開けません。もう一度とってください。")


def receive(uow: UnitOfWork, slot_code: str, data: bytes) -> UUID:
    """Keep the acting employee's photograph of the slot, replacing the one before; return its id.

    Raises FieldRefused for what is no picture by its first bytes, and MoveRefused after 「更新」;
    nothing is stored then.
    """
    if not catalogue.is_slot(slot_code):
        raise NotFound
    return keep(uow, slot_code, data)


def keep(uow: UnitOfWork, slot_code: str, data: bytes) -> UUID:
    """Keep a photograph of a place the caller knows to be the acting employee's; as `receive`."""
    person = drafts.author(uow)
    formats.refuse_unless_picture(data)
    for older in _of_slot(uow, person.id, slot_code):
        replace(uow, older)
    row = Document(
        id=uuid4(),
        company_id=person.company_id,
        person_id=person.id,
        slot=slot_code,
        state=DocumentState.RECEIVED,
        received_at=uow.now,
    )
    uow.seal_file(row, "intake", data)
    uow.record(Action.DOCUMENT_RECEIVED, row=uow.add(row), slot=slot_code)
    uow.later(Task.CLEAN_DOCUMENT, row.id)
    return row.id


def unbound(uow: UnitOfWork, person_id: UUID | None) -> list[Document]:
    """Return the person's newest photographs that no submission holds yet, one a slot."""
    documents = select(Document).where(
        Document.person_id == person_id,
        Document.submission_id.is_(None),
        Document.state.in_((*LIVING, DocumentState.UNUSABLE)),
    )
    rows = {row.slot: row for row in uow.scalars(documents.order_by(Document.received_at))}
    return list(rows.values())


def bound_before(uow: UnitOfWork, submission: Submission) -> list[Document]:
    """Return the person's photographs that an earlier submission still holds."""
    documents = select(Document).where(
        Document.person_id == submission.person_id, Document.submission_id != submission.id
    )
    gone = (DocumentState.REPLACED, DocumentState.DESTROYED)
    return list(uow.scalars(documents.where(Document.state.not_in(gone))))


def compare_later(uow: UnitOfWork, row: Document) -> None:
    """Queue the comparison of a photograph just bound; one not yet read is queued when it is."""
    if row.reading is not None:
        uow.later(Task.COMPARE_NUMBERS, row.id)


def refusal_of(row: Document) -> Sentence | None:
    """Return why the worker could not use the photograph; None when it could, or has not tried."""
    unusable = row.state is DocumentState.UNUSABLE
    return REFUSALS.get(row.refusal, BROKEN) if unusable else None


def _of_slot(uow: UnitOfWork, person_id: UUID, slot_code: str) -> list[Document]:
    return [row for row in unbound(uow, person_id) if row.slot == slot_code]


def replace(uow: UnitOfWork, row: Document) -> None:
    """Mark the photograph as replaced by a newer one; its content is destroyed."""
    row.state = move_document(row.state, DocumentStep.REPLACE)
    _drop(uow, row)
    uow.record(Action.DOCUMENT_DESTROYED, row=row, why="replaced")


def _drop(uow: UnitOfWork, row: Document) -> None:
    """Drop the content; the look stays, so that the same photograph is recognised later."""
    for column in ("intake", "large", "small"):
        uow.drop_file(row, column)
    row.reading = row.finding = None


def open_raw(uow: UnitOfWork, document_id: UUID) -> bytes | None:
    """Return what was received, for cleaning; None when that is no longer needed."""
    row = uow.get(Document, document_id, lock=True)
    if row.state is not DocumentState.RECEIVED or row.intake is None:
        return None
    return uow.open_file(row, "intake", Purpose.CLEANING)


def store_clean(
    uow: UnitOfWork, document_id: UUID, large: bytes, small: bytes, size: tuple[int, int]
) -> None:
    """Seal both sizes to the person's box and destroy the intake copy; safe to call twice."""
    row = locked(uow, document_id)
    if row.state is not DocumentState.RECEIVED:
        return
    uow.seal_file(row, "large", large)
    uow.seal_file(row, "small", small)
    uow.drop_file(row, "intake")
    row.width, row.height = size
    row.state = DocumentState.CLEAN
    uow.record(Action.DOCUMENT_CLEANED, row=row)


def refuse(uow: UnitOfWork, document_id: UUID, code: str) -> None:
    """Mark a photograph as unusable; one already submitted goes back to the employee.

    The person is locked first, as 「更新」 does, so that either the form or a return shows it.
    """
    row = locked(uow, document_id)
    if row.state is not DocumentState.RECEIVED:
        return
    row.state = move_document(row.state, DocumentStep.DISCARD)
    row.refusal = code
    uow.drop_file(row, "intake")
    uow.record(Action.DOCUMENT_REFUSED, row=row, code=code)
    if row.submission_id is not None:
        returns.give_back(uow, uow.get(Person, row.person_id), row)


def locked(uow: UnitOfWork, document_id: UUID) -> Document:
    """Return the photograph, its person locked before it: they may be about to submit it."""
    whose = select(Document.person_id).where(Document.id == document_id)
    uow.get(Person, uow.first(whose), lock=True)
    return uow.get(Document, document_id, lock=True)


def destroy_unbound(uow: UnitOfWork) -> int:
    """Destroy photographs bound to nothing for 30 days; return how many."""
    old = select(Document).where(
        Document.submission_id.is_(None),
        Document.state.in_((*LIVING, DocumentState.UNUSABLE)),
        Document.received_at <= uow.now - KEPT_UNBOUND,
    )
    rows = uow.scalars(old)
    for row in rows:
        row.state = DocumentState.DESTROYED
        _drop(uow, row)
        row.look = row.pixels = None
        uow.record(Action.DOCUMENT_DESTROYED, row=row, why="bound to nothing")
    return len(rows)
