"""What is missing for 「済」: unseen photographs, missing ticks, an impossible day."""

from datetime import date

from mcollector.rules import deadlines
from mcollector.rules.review import methods
from mcollector.rules.review.methods import Method
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import DocumentState
from mcollector.services.reviews import papers, people
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


def missing_for_approval(
    uow: UnitOfWork,
    person: Person,
    submission: Submission,
    checks: frozenset[str],
    verified_on: date | None,
    method: Method,
) -> dict[str, Sentence]:
    """Return a sentence for each thing that is missing, by the field of the page it belongs to."""
    objections = {
        "photographs": _unseen(uow, submission),
        "checks": _unchecked(uow, submission, checks, method),
        "method": methods.find_fault(method, deadlines.day(uow.now)),
        "verified_on": _wrong_day(uow, person, verified_on),
    }
    return {field: sentence for field, sentence in objections.items() if sentence is not None}


def _unseen(uow: UnitOfWork, submission: Submission) -> Sentence | None:
    """Name every photograph the acting reviewer has not seen large, from the audit log.

    First those that can be looked at, then those that are not ready yet.
    """
    rows = papers.photographs(uow, submission)
    if not rows:
        return say("証明書の写真が残っていません。もう一度提出してもらってください。")
    unseen = [(number, row) for number, row in enumerate(rows, start=1) if not row.seen_by_me]
    ready = [number for number, row in unseen if row.state == DocumentState.CLEAN.value]
    if ready:
        return say("%(n)s枚目の画像を確認してください。", n=_listed(ready))
    waiting = [n for n, row in enumerate(rows, start=1) if row.state != DocumentState.CLEAN.value]
    if waiting:
        return say(
            "%(n)s枚目の画像はまだ表示できません。表示できたら確認してください。",
            n=_listed(waiting),
        )
    return None


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers))


def _unchecked(
    uow: UnitOfWork, submission: Submission, checks: frozenset[str], method: Method
) -> Sentence | None:
    """Name every list with a tick missing; an identity that was checked at hire needs none."""
    open_ = [
        group.title
        for group in people.checklists_of(uow, submission)
        if not (group.is_identity and method.is_known_from_hire)
        and not {check.code for check in group.items} <= checks
    ]
    if not open_:
        return None
    return say("%(title)sの項目にチェックを入れてください。", title="、".join(open_))


def _wrong_day(uow: UnitOfWork, person: Person, verified_on: date | None) -> Sentence | None:
    if verified_on is None:
        return say("日付が正しくありません。例：2026年11月24日")
    uploaded = deadlines.day(person.uploaded_at or uow.now)
    if not uploaded <= verified_on <= deadlines.day(uow.now):
        return say("確認日は、アップロード日から今日までの日付にしてください。")
    return None
