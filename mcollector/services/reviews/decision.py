"""本人性確認: open it, decide it with 済 and 確認日, take the decision back."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical, deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.review import marks
from mcollector.rules.review.methods import Method
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.rules.states import Step, move
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.services.permissions import require, require_other
from mcollector.services.reviews import comparisons, locks, missing, page, papers
from mcollector.services.reviews.page import ReviewPage
from mcollector.store.people import Person
from mcollector.store.reviews import Review
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork

AS_USUAL = Method()


def open_review(uow: UnitOfWork, person_id: UUID) -> ReviewPage:
    """Return the person's page and hold the review; every look writes its lines."""
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    return page.load_page(uow, uow.get(Person, person_id, lock=True))


def approve(
    uow: UnitOfWork,
    person_id: UUID,
    submission_id: UUID,
    checks: frozenset[str],
    verified_on: date | None,
    method: Method = AS_USUAL,
) -> None:
    """「済」: the server decides from the log that this reviewer saw every photograph.

    `verified_on` is None for what is no date. Raises FormRefused with everything that is missing,
    MoveRefused when somebody else was faster, HeldByAnother while a colleague has it.
    """
    person, submission = papers.under_review(uow, person_id, submission_id)
    state = move(person.state, Step.APPROVE)
    locks.need_hold(uow, person)
    errors = missing.missing_for_approval(uow, person, submission, checks, verified_on, method)
    if errors or verified_on is None:
        raise FormRefused(errors)
    uow.add(_review(uow, submission, checks, verified_on, method))
    person.state, person.verified_on, person.due_on = state, verified_on, None
    comparisons.forget(uow, submission)
    locks.release(uow, person.id)
    uow.record(
        Action.REVIEW_APPROVED,
        row=submission,
        on=verified_on.isoformat(),
        manner=method.manner,
        hired_by=method.hired_by,
    )
    queue.queue_one(uow, queue.account_of(uow, person.id), LetterKind.COMPLETION)


def _review(
    uow: UnitOfWork,
    submission: Submission,
    checks: frozenset[str],
    verified_on: date,
    method: Method,
) -> Review:
    said = {"checks": sorted(checks), "papers": submission.paper_codes}
    return Review(
        person_id=submission.person_id,
        submission_id=submission.id,
        account_id=uow.actor.id,
        verified_on=verified_on,
        checks=canonical.encode(said).decode(),
        manner=method.manner,
        hired_by=method.hired_by,
        hired_on=method.hired_on if method.is_known_from_hire else None,
        made_at=uow.now,
    )


def cancel(uow: UnitOfWork, person_id: UUID, reason: str) -> None:
    """「確認を取り消す」: the person waits for a review again; the one taken back stays on record.

    Raises FormRefused for a reason that cannot be kept, MoveRefused when nothing is confirmed.
    """
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    state = move(person.state, Step.REOPEN)
    kept = marks.comment_of(reason)
    if objection := marks.wrong_text(kept, say("取り消す理由を入力してください。")):
        raise FormRefused({"reason": objection})
    review = _standing(uow, person.id)
    review.cancelled_at, review.cancelled_by = uow.now, uow.actor.id
    review.cancel_reason = kept
    person.state, person.verified_on = state, None
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).review_days)
    uow.record(Action.REVIEW_CANCELLED, row=review)


def _standing(uow: UnitOfWork, person_id: UUID) -> Review:
    reviews = select(Review).where(Review.person_id == person_id, Review.cancelled_at.is_(None))
    review = uow.first(reviews.order_by(Review.made_at.desc()).limit(1))
    if review is None:
        raise MoveRefused
    return review
