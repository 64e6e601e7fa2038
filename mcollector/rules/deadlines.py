"""Days and deadlines as the office counts them: days in Japan, and what makes a row red."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import PersonState

JST = timezone(timedelta(hours=9), "JST")
"""Japan has one zone and no summer time."""

_WEEKDAYS = "月火水木金土日"


class CueKind(StrEnum):
    """Whose turn was missed: the employee's (`late`) or ours (`unreviewed`)."""

    LATE = "late"
    UNREVIEWED = "unreviewed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a row of the list says beside its colour; `days` counts since `since`."""

    kind: CueKind
    days: int
    red: bool

    @property
    def sentence(self) -> Sentence | None:
        """Return 未登録 N日 or 未確認 N日; None on a white row."""
        if self.kind is CueKind.LATE:
            return say("未登録 %(n)d日", n=self.days)
        if self.kind is CueKind.UNREVIEWED:
            return say("未確認 %(n)d日", n=self.days)
        return None


_WHITE = Cue(CueKind.NONE, 0, red=False)


def deadline_cue(state: PersonState, due_on: date | None, since: date, today: date) -> Cue:
    """Return the row's cue: red exactly when something is expected and due_on ≤ today.

    `since` is the day of registration, return or upload. 内定, 退職, 提出拒否 and 済 are white by
    definition (architecture §9, red rows).
    """
    if due_on is None or due_on > today:
        return _WHITE
    if state.is_collected_from:
        return Cue(CueKind.LATE, (today - since).days, red=True)
    if state is PersonState.SUBMITTED:
        return Cue(CueKind.UNREVIEWED, (today - since).days, red=True)
    return _WHITE


def day(now: datetime) -> date:
    """Return the calendar day in Japan; raise ValueError for a time without a zone."""
    if now.tzinfo is None:
        raise ValueError("a time without a zone has no day in Japan")
    return now.astimezone(JST).date()


def midnight(day: date) -> datetime:
    """Return the moment the day begins in Japan."""
    return datetime.combine(day, time(), JST)


def due_after(day: date, days: int) -> date:
    """Return the day on which the row turns red."""
    return day + timedelta(days=days)


def deadline_of(due_on: date) -> date:
    """Return the 締め切り shown to people: the last day before the row turns red."""
    return due_on - timedelta(days=1)


def long_date(day: date) -> str:
    """Return the date as letters write it: 2026年11月26日（木）."""
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"
