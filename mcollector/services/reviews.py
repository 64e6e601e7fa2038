"""本人性確認: see the photographs, reveal the number, 済 with 確認日, or 差し戻し."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import canonical, deadlines, return_marks
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused, NotFound
from mcollector.rules.letters import LetterKind
from mcollector.rules.my_number import MyNumber
from mcollector.rules.rights import Deed
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import (
    DocumentState,
    DocumentStep,
    PersonState,
    Step,
    move,
    move_document,
)
from mcollector.services import letters, objections, review_pages, submissions
from mcollector.services.permissions import need, need_other
from mcollector.services.review_pages import ReviewPage
from mcollector.services.settings import company_view
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import Return, Review
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork


def queue(uow: UnitOfWork) -> tuple[UUID, ...]:
    """Return who waits for a review, the oldest upload first, without the actor's own record."""
    need(uow, Deed.REVIEW)
    waiting = select(Person.id).where(Person.state == PersonState.SUBMITTED)
    found = uow.scalars(waiting.order_by(Person.uploaded_at, Person.id))
    return tuple(person_id for person_id in found if person_id != uow.actor.person_id)


def open_review(uow: UnitOfWork, person_id: UUID) -> ReviewPage:
    """Return the person's page; every look writes its lines."""
    need(uow, Deed.REVIEW)
    need_other(uow, person_id)
    return review_pages.page_of(uow, uow.get(Person, person_id))


def see_photograph(uow: UnitOfWork, document_id: UUID, size: str) -> bytes:
    """Return one photograph as JPEG; the line stands before it leaves. `size`: large or small.

    Only the large one counts as seen: a thumbnail cannot be read. NotFound for one that was not
    submitted, or is destroyed.
    """
    need(uow, Deed.REVIEW)
    row = uow.get(Document, document_id)
    need_other(uow, row.person_id)
    if row.submission_id is None:
        raise NotFound
    content = uow.open_file(row, "large" if size == "large" else "small", Purpose.REVIEW)
    if size == "large":
        uow.record(Action.DOCUMENT_SEEN, row=row)
    return content


def reveal(uow: UnitOfWork, person_id: UUID, owner_id: UUID) -> str:
    """Return the number of the person's submission or dependent, grouped 4-4-4, after its line."""
    need(uow, Deed.REVEAL)
    need_other(uow, person_id)
    row = _submission_or_dependent(uow, owner_id)
    if row.person_id != person_id:
        raise NotFound
    digits = uow.open(row, "number", Purpose.REVIEW).decode()
    uow.record(Action.NUMBER_REVEALED, row=row, purpose=Purpose.REVIEW)
    return MyNumber.parse(digits).grouped


def _submission_or_dependent(uow: UnitOfWork, owner_id: UUID) -> Submission | Dependent:
    row = uow.first(select(Submission).where(Submission.id == owner_id))
    return row or uow.get(Dependent, owner_id)


def approve(
    uow: UnitOfWork,
    person_id: UUID,
    submission_id: UUID,
    checks: frozenset[str],
    verified_on: date | None,
) -> None:
    """「済」: the server decides from the log that this reviewer saw every photograph.

    `verified_on` is None for what is no date. Raises FormRefused with everything that is missing,
    MoveRefused when somebody else was faster.
    """
    person, submission = _under_review(uow, person_id, submission_id)
    state = move(person.state, Step.APPROVE)
    wrong = objections.of(uow, person, submission, checks, verified_on)
    if wrong or verified_on is None:
        raise FormRefused(wrong)
    review = Review(
        person_id=person.id,
        submission_id=submission.id,
        account_id=uow.actor.id,
        verified_on=verified_on,
        checks=canonical.encode(
            {"checks": sorted(checks), "papers": submission.paper_codes}
        ).decode(),
        made_at=uow.now,
    )
    uow.add(review)
    person.state, person.verified_on, person.due_on = state, verified_on, None
    submission.number_intake = None
    uow.record(Action.REVIEW_APPROVED, row=submission, on=verified_on.isoformat())
    account = letters.account_of(uow, person.id)
    letters.queue_one(uow, account, LetterKind.COMPLETION)


def _under_review(
    uow: UnitOfWork, person_id: UUID, submission_id: UUID
) -> tuple[Person, Submission]:
    need(uow, Deed.REVIEW)
    need_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    submission = submissions.newest(uow, person.id)
    if submission is None:
        raise NotFound
    if submission.id != submission_id:
        raise MoveRefused
    return person, submission


def send_back(
    uow: UnitOfWork,
    person_id: UUID,
    submission_id: UUID,
    marks: Sequence[tuple[UUID, str]],
    comment: str,
) -> None:
    """「差し戻し」: mark photographs with a reason each, and queue one letter for all of them."""
    need(uow, Deed.RETURN)
    person, submission = _under_review(uow, person_id, submission_id)
    state = move(person.state, Step.RETURN)
    rows = {row.id: row for row in review_pages.bound(uow, submission.id)}
    kept = return_marks.comment_of(comment)
    if wrong := return_marks.wrong(rows, marks, kept):
        raise FormRefused(wrong)
    for document_id, reason in dict(marks).items():
        _mark(uow, rows[document_id], reason, kept)
    person.state, person.returned_at, person.uploaded_at = state, uow.now, None
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    uow.record(Action.REVIEW_RETURNED, row=submission, count=len(marks))
    letters.queue_one(uow, letters.account_of(uow, person.id), LetterKind.RETURN)


def _mark(uow: UnitOfWork, row: Document, reason: str, comment: str) -> None:
    if row.state is DocumentState.CLEAN:
        row.state = move_document(row.state, DocumentStep.RETURN)
    mark = Return(
        id=uuid4(),
        person_id=row.person_id,
        submission_id=row.submission_id,
        document_id=row.id,
        slot=row.slot,
        reason=reason,
        comment=comment,
        account_id=uow.actor.id,
        made_at=uow.now,
    )
    uow.record(Action.REVIEW_RETURNED, row=uow.add(mark), slot=row.slot, reason=reason)
