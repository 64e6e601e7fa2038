"""本人性確認: see the photographs, reveal the number, 済 with 確認日, or 差し戻し."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import canonical, checklists, deadlines, return_reasons
from mcollector.rules.actions import Action
from mcollector.rules.digits import ascii_digits
from mcollector.rules.errors import FormRefused, MoveRefused, NotFound
from mcollector.rules.letters import LetterKind
from mcollector.rules.my_number import MyNumber
from mcollector.rules.rights import Deed
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import (
    DocumentState,
    DocumentStep,
    PersonState,
    Step,
    move,
    move_document,
)
from mcollector.services import letters, review_pages, submissions
from mcollector.services.permissions import need, need_other
from mcollector.services.review_pages import ReviewPage
from mcollector.services.settings import company_view
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.reviews import Return, Review
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork

COMMENT = 500
_TWELVE = re.compile(r"(?:\d[\s\-]?){12}")


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

    Only the large one counts as seen: a thumbnail cannot be read.
    """
    need(uow, Deed.REVIEW)
    row = uow.get(Document, document_id)
    need_other(uow, row.person_id)
    content = uow.open_file(row, "large" if size == "large" else "small", Purpose.REVIEW)
    if size == "large":
        uow.record(Action.DOCUMENT_SEEN, row=row)
    return content


def reveal(uow: UnitOfWork, owner_id: UUID) -> str:
    """Return the number of a submission or a dependent, grouped 4-4-4, after its line."""
    need(uow, Deed.REVEAL)
    row = _submission_or_dependent(uow, owner_id)
    need_other(uow, row.person_id)
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
    verified_on: date,
) -> None:
    """「済」: the server decides from the log that this reviewer saw every photograph.

    Raises FormRefused with what is missing, MoveRefused when somebody else was faster.
    """
    person, submission = _under_review(uow, person_id, submission_id)
    state = move(person.state, Step.APPROVE)
    if wrong := _objections(uow, submission, checks, verified_on):
        raise FormRefused(wrong)
    review = Review(
        person_id=person.id,
        submission_id=submission.id,
        account_id=uow.actor.id,
        verified_on=verified_on,
        checks=canonical.encode({"checks": sorted(checks), "route": submission.route}).decode(),
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


def _objections(
    uow: UnitOfWork, submission: Submission, checks: frozenset[str], verified_on: date
) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    for number, row in enumerate(review_pages.bound(uow, submission.id), start=1):
        if row.state is not DocumentState.CLEAN or not review_pages.is_seen(uow, row.id):
            wrong["photographs"] = say("%(n)d枚目の画像を確認してください。", n=number)
            break
    for group in checklists.of_route(submission.route):
        if not {check.code for check in group.items} <= checks:
            wrong["checks"] = say("%(title)sの項目にチェックを入れてください。", title=group.title)
            break
    today, made = deadlines.day(uow.now), deadlines.day(submission.made_at)
    if not made <= verified_on <= today:
        wrong["verified_on"] = say("確認日は、アップロード日から今日までの日付にしてください。")
    return wrong


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
    if wrong := _unusable_marks(rows, marks, comment.strip()):
        raise FormRefused(wrong)
    for document_id, reason in marks:
        _mark(uow, rows[document_id], reason, comment.strip())
    person.state, person.returned_at, person.uploaded_at = state, uow.now, None
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    uow.record(Action.REVIEW_RETURNED, row=submission, count=len(marks))
    letters.queue_one(uow, letters.account_of(uow, person.id), LetterKind.RETURN)


def _unusable_marks(
    rows: dict[UUID, Document], marks: Sequence[tuple[UUID, str]], comment: str
) -> dict[str, Sentence]:
    known = {reason.code for reason in return_reasons.REASONS}
    wrong: dict[str, Sentence] = {}
    if not marks or any(document_id not in rows for document_id, _ in marks):
        wrong["document"] = say("差し戻す写真を選択してください。")
    elif any(reason not in known for _, reason in marks):
        wrong["document"] = say("差し戻す写真ごとに理由を選択してください。")
    if any(reason == "other" for _, reason in marks) and not comment:
        wrong["comment"] = say("コメントを入力してください。")
    if len(comment) > COMMENT:
        wrong["comment"] = say("500文字以内で入力してください。")
    if _TWELVE.search(ascii_digits(comment)):
        wrong["comment"] = say("12桁の数字は書けません。番号を消してください。")
    return wrong


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
