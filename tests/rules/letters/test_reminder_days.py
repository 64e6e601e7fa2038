"""The plan of reminders: which day counts, from when to when, and what stops it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mcollector.rules.deadlines import JST
from mcollector.rules.errors import FieldRefused
from mcollector.rules.letters.reminder_plan import (
    ReminderPlan,
    by_day,
    is_night,
    parse_days,
    write_days,
)

DEADLINE = date(2026, 11, 26)
PLAN = ReminderPlan((1, 5, 12), 10, 3)


def at(day, hour, minute=0):
    """Return the moment of November in Japan."""
    return datetime(2026, 11, day, hour, minute, tzinfo=JST).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(0, 0, False), (9, 59, False), (10, 0, True), (19, 59, True), (20, 0, False), (23, 59, False)],
)
def test_it_goes_from_its_hour_until_the_evening(hour, minute, expected):
    assert PLAN.asks(DEADLINE, [], at(27, hour, minute)) is expected


@pytest.mark.parametrize(
    ("day", "expected"), [(26, False), (27, True), (28, True), (29, True), (30, False)]
)
def test_a_day_nothing_was_sent_on_counts_for_three(day, expected):
    assert PLAN.asks(DEADLINE, [], at(day, 12)) is expected


def test_without_an_hour_there_is_no_plan():
    assert not ReminderPlan((1,), None, 3).asks(DEADLINE, [], at(27, 12))


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        ([at(27, 10)], at(27, 19), False),
        ([at(27, 10)], at(28, 11), False),
        ([at(26, 11)], at(27, 10, 59), False),
        ([at(26, 11)], at(27, 11), True),
        ([at(27, 8)], at(29, 12), False),
        ([at(20, 9), at(21, 9)], at(27, 12), True),
        ([at(20, 9), at(21, 9), at(22, 9)], at(27, 12), False),
    ],
)
def test_what_was_sent_already(told, now, expected):
    assert PLAN.asks(DEADLINE, told, now) is expected


@pytest.mark.parametrize("day", range(20, 60))
def test_who_has_a_day_is_found_by_their_deadline(day):
    """The search by 締め切り and the day of the plan say the same."""
    today = date(2026, 11, 1) + timedelta(days=day)

    assert (DEADLINE in PLAN.deadlines_on(today)) is (PLAN.step(DEADLINE, today) is not None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1、5、12", (1, 5, 12)),
        ("12,5,1", (1, 5, 12)),
        (" １，５　１２ ", (1, 5, 12)),
        ("1日・5日", (1, 5)),
        ("3 3 3", (3,)),
        ("90", (90,)),
        ("1 2 3 4 5 6 7 8 9 10", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
    ],
)
def test_days_are_read_as_people_type_them(text, days):
    assert parse_days(text) == days
    assert parse_days(write_days(days)) == days


@pytest.mark.parametrize(
    "text",
    ["", " 、", "0", "91", "-1", "1.5", "x", "1、x", "²", "9" * 400, "1 2 3 4 5 6 7 8 9 10 11"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(FieldRefused, match="1から90までの日数を、10個まで"):
        parse_days(text)


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        (at(27, 8), at(27, 8)),
        (at(27, 19, 59), at(27, 19, 59)),
        (at(27, 20), at(28, 8)),
        (at(28, 0), at(28, 8)),
        (at(28, 7, 59), at(28, 8)),
    ],
)
def test_the_night_ends_in_the_morning(moment, morning):
    assert by_day(moment) == morning
    assert is_night(moment) is (moment != morning)
