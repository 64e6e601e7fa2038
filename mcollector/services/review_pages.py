"""The review's page: what is compared, opened with a line; the number stays closed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import checklists, dependents, profile
from mcollector.rules import documents as papers
from mcollector.rules.actions import Action
from mcollector.rules.checklists import Checklist
from mcollector.rules.errors import NotFound
from mcollector.rules.names import PersonName
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services import submissions
from mcollector.store.audit import AuditLine
from mcollector.store.documents import Document
from mcollector.store.people import Person
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
    """One photograph of the submission; `seen_by_me` comes from the audit log."""

    id: UUID
    slot: str
    title: str
    state: str
    state_text: Sentence
    seen_by_me: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReviewDependent:
    """A dependent as the employee entered it; the number stays closed.

    `is_checked_by_us`: papers came, for this number the employer himself has to check.
    """

    id: UUID
    position: int
    relation: str
    name: str
    reading: str
    birth_date: str
    is_checked_by_us: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReviewPage:
    """Everything the reviewer compares."""

    person_id: UUID
    submission_id: UUID
    name: str
    reading: str
    card_name: str
    alias: str
    birth_date: str
    address: str
    receipt: str
    made_at: datetime
    status: str
    verified_on: date | None
    documents: tuple[ReviewDocument, ...]
    dependents: tuple[ReviewDependent, ...]
    checklists: tuple[Checklist, ...]
    can_act: bool


def page_of(uow: UnitOfWork, person: Person) -> ReviewPage:
    """Return the page; opening the profile writes a line. NotFound before a submission."""
    submission = submissions.newest(uow, person.id)
    if submission is None:
        raise NotFound
    facts = profile.Profile.from_json(uow.open(submission, "profile", Purpose.REVIEW))
    uow.record(Action.REVIEW_OPENED, row=submission)
    return ReviewPage(
        person.id,
        submission.id,
        PersonName(person.family, person.given, person.middle).full,
        person.reading,
        facts.card_name,
        facts.alias,
        facts.birth_date_text,
        facts.address_text,
        submission.receipt,
        submission.made_at,
        person.state.value,
        person.verified_on,
        tuple(_document(uow, row) for row in bound(uow, submission.id)),
        tuple(_dependent(uow, row) for row in _dependents(uow, submission)),
        checklists_of(uow, submission),
        person.state is PersonState.SUBMITTED and uow.actor.person_id != person.id,
    )


def checklists_of(uow: UnitOfWork, submission: Submission) -> tuple[Checklist, ...]:
    """Return what is compared: of the employee, and of each dependent whose papers came."""
    rows = (row for row in _dependents(uow, submission) if row.papers)
    others = (checklists.of_dependent(row.position, row.paper_codes) for row in rows)
    return (*checklists.of(submission.paper_codes), *others)


def bound(uow: UnitOfWork, submission_id: UUID) -> list[Document]:
    """Return the submission's photographs that count, in the order of their slots."""
    gone = (DocumentState.REPLACED, DocumentState.DESTROYED)
    mine = select(Document).where(Document.submission_id == submission_id)
    return list(uow.scalars(mine.where(Document.state.not_in(gone)).order_by(Document.slot)))


def is_seen(uow: UnitOfWork, document_id: UUID) -> bool:
    """Tell from the audit log whether the acting reviewer has seen the photograph."""
    line = select(AuditLine.id).where(
        AuditLine.object_id == document_id,
        AuditLine.action == Action.DOCUMENT_SEEN.value,
        AuditLine.actor == actor_word(uow.actor),
    )
    return uow.first(line.limit(1)) is not None


def _document(uow: UnitOfWork, row: Document) -> ReviewDocument:
    return ReviewDocument(
        row.id,
        row.slot,
        papers.slot(row.slot).title,
        row.state.value,
        STATE_TEXTS.get(row.state, say("")),
        is_seen(uow, row.id),
    )


def _dependents(uow: UnitOfWork, submission: Submission) -> list[Dependent]:
    mine = select(Dependent).where(Dependent.submission_id == submission.id)
    return list(uow.scalars(mine.order_by(Dependent.position)))


def _dependent(uow: UnitOfWork, row: Dependent) -> ReviewDependent:
    facts = dependents.DependentProfile.from_json(uow.open(row, "profile", Purpose.REVIEW))
    return ReviewDependent(
        row.id,
        row.position,
        dependents.relation_title(row.relation),
        facts.name,
        facts.reading,
        facts.birth_date_text,
        bool(row.papers),
    )
