"""What keeps 「済」 from being set: unseen photographs, missing ticks, a day that cannot be."""

from datetime import date

from mcollector.rules import deadlines, review_methods
from mcollector.rules.review_methods import Method
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState
from mcollector.services import review_papers, review_people
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


def of(
    uow: UnitOfWork,
    person: Person,
    submission: Submission,
    checks: frozenset[str],
    verified_on: date | None,
    method: Method,
) -> dict[str, Sentence]:
    """Return a sentence for each thing that is missing, by the field of the page it belongs to."""
    found = {
        "photographs": _unseen(uow, submission),
        "checks": _unchecked(uow, submission, checks, method),
        "method": review_methods.wrong(method, deadlines.day(uow.now)),
        "verified_on": _wrong_day(uow, person, verified_on),
    }
    return {field: sentence for field, sentence in found.items() if sentence is not None}


def _unseen(uow: UnitOfWork, submission: Submission) -> Sentence | None:
    """Name the first photograph the acting reviewer has not seen large, from the audit log."""
    rows = review_papers.photographs(uow, submission)
    for number, row in enumerate(rows, start=1):
        if row.state != DocumentState.CLEAN.value:
            return say(
                "%(n)d枚目の画像はまだ表示できません。表示できたら確認してください。", n=number
            )
        if not row.seen_by_me:
            return say("%(n)d枚目の画像を確認してください。", n=number)
    return None if rows else say("証明書の写真が残っていません。もう一度提出してもらってください。")


def _unchecked(
    uow: UnitOfWork, submission: Submission, checks: frozenset[str], method: Method
) -> Sentence | None:
    for group in review_people.checklists_of(uow, submission):
        if group.is_identity and method.is_known_from_hire:
            continue
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
