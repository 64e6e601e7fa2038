"""What keeps 「済」 from being set: unseen photographs, missing ticks, a day that cannot be."""

from datetime import date

from mcollector.rules import deadlines
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState
from mcollector.services import review_pages
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


def of(
    uow: UnitOfWork,
    person: Person,
    submission: Submission,
    checks: frozenset[str],
    verified_on: date | None,
) -> dict[str, Sentence]:
    """Return a sentence for each thing that is missing, by the field of the page it belongs to."""
    found = {
        "photographs": _unseen(uow, submission),
        "checks": _unchecked(uow, submission, checks),
        "verified_on": _wrong_day(uow, person, verified_on),
    }
    return {field: sentence for field, sentence in found.items() if sentence is not None}


def _unseen(uow: UnitOfWork, submission: Submission) -> Sentence | None:
    """Name the first photograph the acting reviewer has not seen large, from the audit log."""
    for number, row in enumerate(review_pages.bound(uow, submission.id), start=1):
        if row.state is not DocumentState.CLEAN:
            return say(
                "%(n)d枚目の画像はまだ表示できません。表示できたら確認してください。", n=number
            )
        if not review_pages.is_seen(uow, row.id):
            return say("%(n)d枚目の画像を確認してください。", n=number)
    return None


def _unchecked(uow: UnitOfWork, submission: Submission, checks: frozenset[str]) -> Sentence | None:
    for group in review_pages.checklists_of(uow, submission):
        if not {check.code for check in group.items} <= checks:
            return say("%(title)sの項目にチェックを入れてください。", title=group.title)
    return None


def _wrong_day(uow: UnitOfWork, person: Person, verified_on: date | None) -> Sentence | None:
    if verified_on is None:
        return say("日付が正しくありません。例：2026年11月24日")
    uploaded = deadlines.day(person.uploaded_at or uow.now)
    if not uploaded <= verified_on <= deadlines.day(uow.now):
        return say("確認日は、アップロード日から今日までの日付にしてください。")
    return None
