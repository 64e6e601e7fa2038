"""What a review is about: the submission, its photographs, and which of them the actor has seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, NotFound
from mcollector.rules.papers import catalogue, dependent_slots
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState
from mcollector.services.permissions import require, require_other
from mcollector.services.submissions import submit
from mcollector.store.audit import AuditLine
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import Review
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.trail import actor_word
from mcollector.work.unit import UnitOfWork

STATE_TEXTS = {
    DocumentState.RECEIVED: say("画像を準備しています。少し待ってから開き直してください。"),
    DocumentState.UNUSABLE: say("画像を開けなかったため、本人に差し戻しました。"),
    DocumentState.RETURNED: say("差し戻しました。再提出を待っています。"),
}


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """One photograph of the submission; `seen_by_me` comes from the audit log.

    `position` is whose: 0 the employee's own, from 1 a dependent's. `rotation` is in degrees to
    the right.
    """

    id: UUID
    slot: str
    title: str
    state: str
    state_text: Sentence
    seen_by_me: bool
    rotation: int
    position: int


def under_review(
    uow: UnitOfWork, person_id: UUID, submission_id: UUID
) -> tuple[Person, Submission]:
    """Return the person, locked, and the submission the actor's page is about.

    Raises MoveRefused when the person has sent another one since.
    """
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    submission = submit.newest(uow, person.id)
    if submission is None:
        raise NotFound
    if submission.id != submission_id:
        raise MoveRefused
    return person, submission


def bound(uow: UnitOfWork, submission_id: UUID) -> list[Document]:
    """Return the submission's photographs that count, in the order of their slots."""
    gone = (DocumentState.REPLACED, DocumentState.DESTROYED)
    documents = select(Document).where(Document.submission_id == submission_id)
    return list(uow.scalars(documents.where(Document.state.not_in(gone)).order_by(Document.slot)))


def dependents_of(uow: UnitOfWork, submission: Submission) -> list[Dependent]:
    """Return the submission's dependents in their order."""
    dependents = select(Dependent).where(Dependent.submission_id == submission.id)
    return list(uow.scalars(dependents.order_by(Dependent.position)))


def is_seen(uow: UnitOfWork, row: Document) -> bool:
    """Tell from the audit log whether the acting reviewer has seen the photograph.

    After 確認を取り消す it has to be seen again.
    """
    line = select(AuditLine.id).where(
        AuditLine.object_id == row.id,
        AuditLine.action == Action.DOCUMENT_SEEN.value,
        AuditLine.actor == actor_word(uow.actor),
    )
    if (since := _taken_back_at(uow, row.submission_id)) is not None:
        line = line.where(AuditLine.at > since)
    return uow.first(line.limit(1)) is not None


def _taken_back_at(uow: UnitOfWork, submission_id: UUID | None) -> datetime | None:
    reviews = select(Review.cancelled_at).where(Review.submission_id == submission_id)
    taken = reviews.where(Review.cancelled_at.is_not(None))
    return uow.first(taken.order_by(Review.cancelled_at.desc()).limit(1))


def photographs(uow: UnitOfWork, submission: Submission) -> tuple[ReviewDocument, ...]:
    """Return the submission's photographs as the page shows them, the employee's own first."""
    whose = {
        dependent_slots.mark_of(row.id): row.position for row in dependents_of(uow, submission)
    }
    shown = (_photograph(uow, row, whose) for row in bound(uow, submission.id))
    return tuple(sorted(shown, key=lambda one: one.position))


def _photograph(uow: UnitOfWork, row: Document, whose: dict[str, int]) -> ReviewDocument:
    return ReviewDocument(
        row.id,
        row.slot,
        catalogue.find_slot(row.slot).title,
        row.state.value,
        STATE_TEXTS.get(row.state, say("")),
        is_seen(uow, row),
        row.rotation,
        whose.get(dependent_slots.parts_of(row.slot)[0], 0),
    )
