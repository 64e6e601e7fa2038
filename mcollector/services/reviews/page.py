"""The review's page: what is compared, who has it, and where the person stands in the queue."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.papers.checklists import Checklist
from mcollector.rules.states import PersonState
from mcollector.services.reviews import findings as review_findings
from mcollector.services.reviews import locks, papers, people, queue, undo
from mcollector.services.reviews import memos as review_memos
from mcollector.services.reviews import records as review_records
from mcollector.services.reviews.findings import Findings
from mcollector.services.reviews.locks import Holder
from mcollector.services.reviews.memos import Memo
from mcollector.services.reviews.papers import ReviewDocument
from mcollector.services.reviews.people import NumberState, ReviewDependent, Tab
from mcollector.services.reviews.queue import Place
from mcollector.services.reviews.records import Record
from mcollector.services.submissions import submit
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class ReviewPage:
    """Everything the reviewer compares.

    `holder` is a colleague who has the review, `letter_at` when the letter of a 差し戻し goes that
    can still be undone; both are None otherwise.
    """

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
    status_label: str
    verified_on: date | None
    number: NumberState
    documents: tuple[ReviewDocument, ...]
    findings: Findings
    dependents: tuple[ReviewDependent, ...]
    tabs: tuple[Tab, ...]
    checklists: tuple[Checklist, ...]
    place: Place
    holder: Holder | None
    letter_at: datetime | None
    has_mail: bool
    records: tuple[Record, ...]
    memos: tuple[Memo, ...]
    has_shortcuts: bool

    @property
    def is_confirmed(self) -> bool:
        """Tell whether 済 stands, and can be taken back."""
        return self.status == PersonState.VERIFIED.value

    @property
    def can_act(self) -> bool:
        """Tell whether the actor may decide: the review waits, and nobody else has it."""
        return self.status == PersonState.SUBMITTED.value and self.holder is None


def load_page(uow: UnitOfWork, person: Person) -> ReviewPage:
    """Return the page and hold the review; opening the profile writes a line.

    NotFound before a submission.
    """
    submission = submit.newest(uow, person.id)
    if submission is None:
        raise NotFound
    holder = locks.hold(uow, person)
    uow.record(Action.REVIEW_OPENED, row=submission)
    return _build_page(uow, person, submission, holder)


def _build_page(
    uow: UnitOfWork, person: Person, submission: Submission, holder: Holder | None
) -> ReviewPage:
    facts, name = people.facts_of(uow, submission), people.name_of(person)
    photographs = papers.photographs(uow, submission)
    dependents = people.dependents_of(uow, submission)
    return ReviewPage(
        person_id=person.id,
        submission_id=submission.id,
        name=name,
        reading=person.reading,
        card_name=facts.card_name,
        alias=facts.alias,
        birth_date=facts.birth_date_text,
        address=facts.address_text,
        receipt=submission.receipt,
        made_at=submission.made_at,
        status=person.state.value,
        status_label=person.state.label,
        verified_on=person.verified_on,
        number=people.number_of(uow, submission.id),
        documents=photographs,
        findings=review_findings.load_findings(uow, submission, photographs),
        dependents=dependents,
        tabs=people.tabs(name, photographs, dependents),
        checklists=people.checklists_of(uow, submission),
        place=queue.place_of(uow, person),
        holder=holder,
        letter_at=undo.waits_until(uow, person),
        has_mail=bool(person.mail),
        records=review_records.load_records(uow, person.id),
        memos=review_memos.load_memos(uow, person.id),
        has_shortcuts=not uow.get(Account, uow.actor.id).shortcuts_off,
    )
