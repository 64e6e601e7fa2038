"""The plan of automatic reminders: on which days after the 締め切り, from what hour, how many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mcollector.rules.deadlines import JST, day
from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say

MORNING, EVENING = 8, 20
"""Hours in Japan between which letters of the timetable go: many who work on sites sleep early."""

HOURS = range(MORNING, EVENING)
CATCH_UP = 3
"""A day of the plan that nothing was sent on counts for so many days: after a house that stood
still for two, and no longer, so that switching the plan on wakes no old cases."""

QUIET = timedelta(hours=24)
"""No second letter that asks within a day, so that no storm of mails arises."""

LATEST_DAY = 90
MOST_DAYS = 10
MOST_LETTERS = 10
_MARKS = str.maketrans(dict.fromkeys("、，,・\u3000日", " "))


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """Days after the 締め切り, in their order; the hour in Japan, None for no plan; how many."""

    days: tuple[int, ...]
    hour: int | None
    most: int

    @property
    def words(self) -> str:
        """Return the days as they are typed and stored: 「1、5、12」."""
        return write_days(self.days)

    def deadlines_on(self, today: date) -> frozenset[date]:
        """Return every 締め切り that has a day of the plan today or so few days ago."""
        past = (number + late for number in self.days for late in range(CATCH_UP))
        return frozenset(today - timedelta(days=number) for number in past)

    def step(self, deadline: date, today: date) -> date | None:
        """Return the newest day of the plan that is today or so few days ago."""
        steps = (deadline + timedelta(days=number) for number in self.days)
        return max((one for one in steps if 0 <= (today - one).days < CATCH_UP), default=None)

    def asks(self, deadline: date, reminded: Sequence[datetime], now: datetime) -> bool:
        """Tell whether a reminder goes now; `reminded` is when, since they were last asked.

        One by hand on a day of the plan, or after it, stands for that day's; it counts as one of
        `most` as well.
        """
        if not self.is_open(now) or len(reminded) >= self.most:
            return False
        step = self.step(deadline, day(now))
        return step is not None and all(day(one) < step and now - one >= QUIET for one in reminded)

    def is_open(self, now: datetime) -> bool:
        """Tell whether it is the plan's hour or later, and not yet evening."""
        return self.hour is not None and self.hour <= now.astimezone(JST).hour < EVENING


def write_days(days: Iterable[int]) -> str:
    """Return the days as the setting keeps them."""
    return "、".join(map(str, days))


def parse_days(text: str) -> tuple[int, ...]:
    """Return the days of 「1、5、12」 in their order, however they are divided.

    Raises FieldRefused for none, too many, or one that is no day from 1 to 90.
    """
    words = text.translate(_MARKS).split()
    numbers = sorted({_number(word) for word in words})
    if not numbers or numbers[0] < 1 or numbers[-1] > LATEST_DAY or len(numbers) > MOST_DAYS:
        raise FieldRefused(
            say(
                "1から%(n)dまでの日数を、%(m)d個まで「、」で区切って入力してください。例：1、5、12",
                n=LATEST_DAY,
                m=MOST_DAYS,
            )
        )
    return tuple(numbers)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else 0


def is_night(now: datetime) -> bool:
    """Tell whether letters of the timetable wait for the morning."""
    return now.astimezone(JST).hour not in HOURS


def by_day(moment: datetime) -> datetime:
    """Return the moment, or the morning after it when it is at night."""
    local = moment.astimezone(JST)
    if not is_night(moment):
        return moment
    morning = local.date() + timedelta(days=local.hour >= EVENING)
    return datetime.combine(morning, time(MORNING), JST).astimezone(moment.tzinfo)
