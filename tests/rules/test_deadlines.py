"""Days in Japan, deadlines, red rows and eras."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules import deadlines, eras
from mcollector.rules.deadlines import Cue, CueKind
from mcollector.rules.states import PersonState as P

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 23, 14, 59, 59, 999999, UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 23, 11, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 11, 24)),
    ],
)
def test_day_is_the_day_in_japan(now, expected):
    assert deadlines.day(now) == expected


def test_day_refuses_a_time_without_a_zone():
    with pytest.raises(ValueError, match="without a zone"):
        deadlines.day(datetime(2026, 11, 23, 15, 0))  # noqa: DTZ001 - the mistake itself


def test_deadline_shown_is_the_day_before_the_row_turns_red():
    due_on = deadlines.due_after(date(2026, 11, 23), 3)

    assert due_on == date(2026, 11, 26)
    assert deadlines.deadline_of(due_on) == date(2026, 11, 25)


WHITE = Cue(CueKind.NONE, 0, red=False)


@pytest.mark.parametrize(
    ("state", "due_on", "since", "expected"),
    [
        (P.WAITING, date(2026, 11, 26), date(2026, 11, 23), Cue(CueKind.LATE, 3, red=True)),
        (P.WAITING, date(2026, 11, 27), date(2026, 11, 24), WHITE),
        (P.WAITING, None, date(2026, 1, 1), WHITE),
        (P.INVITED_NOT_SENT, TODAY, date(2026, 11, 8), Cue(CueKind.LATE, 18, red=True)),
        (P.DRAFTING, date(2026, 11, 1), date(2026, 10, 29), Cue(CueKind.LATE, 28, red=True)),
        (P.RETURNED, TODAY, date(2026, 11, 23), Cue(CueKind.LATE, 3, red=True)),
        (P.SUBMITTED, TODAY, date(2026, 11, 22), Cue(CueKind.UNREVIEWED, 4, red=True)),
        (P.OFFERED, date(2026, 1, 1), date(2026, 1, 1), WHITE),
        (P.RETIRED, date(2026, 1, 1), date(2026, 1, 1), WHITE),
        (P.REFUSED, date(2026, 1, 1), date(2026, 1, 1), WHITE),
        (P.VERIFIED, date(2026, 1, 1), date(2026, 1, 1), WHITE),
    ],
)
def test_cue(state, due_on, since, expected):
    assert deadlines.deadline_cue(state, due_on, since, TODAY) == expected


@given(st.sampled_from(P), st.dates(), st.dates(), st.dates())
def test_cue_is_red_exactly_when_it_says_something(state, due_on, since, today):
    cue = deadlines.deadline_cue(state, due_on, since, today)

    assert cue.red == (cue.kind is not CueKind.NONE) == (cue.sentence is not None)


def test_cue_speaks_the_manual():
    assert str(Cue(CueKind.LATE, 18, red=True).sentence) == "未登録 18日"
    assert str(Cue(CueKind.UNREVIEWED, 4, red=True).sentence) == "未確認 4日"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 26), "2026年11月26日（木）"),
        (date(2027, 1, 3), "2027年1月3日（日）"),
    ],
)
def test_long_date(day, text):
    assert deadlines.long_date(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 26), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1990, 4, 1), "平成2年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1867, 1, 1), "1867年"),
    ],
)
def test_wareki(day, text):
    assert eras.wareki(day) == text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1990", 1990),
        ("１９９０", 1990),
        (" 1990年 ", 1990),
        ("H2", 1990),
        ("h.2", 1990),
        ("Ｈ２", 1990),
        ("平成2", 1990),
        ("平成２年", 1990),
        ("平2", 1990),
        ("㍻2", 1990),
        ("平成元年", 1989),
        ("令和元", 2019),
        ("R8", 2026),
        ("令和八", None),
        ("昭和64", 1989),
        ("S39", 1964),
        ("昭和65", None),
        ("平成31", 2019),
        ("平成40", None),
        ("大正15", 1926),
        ("M45", 1912),
        ("平成0", None),
        ("90", None),
        ("02", None),
        ("19900", None),
        ("X2", None),
        ("元", None),
        ("-1990", None),
        ("", None),
    ],
)
def test_year_of(text, year):
    assert eras.year_of(text) == year


@given(st.dates(date(1873, 1, 1), date(2100, 1, 1)))
def test_year_of_reads_what_wareki_writes(day):
    assert eras.year_of(eras.wareki(day)) == day.year
