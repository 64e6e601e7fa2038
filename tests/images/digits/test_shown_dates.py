"""Dates as papers show them, in either calendar; which of them are the paper's own end."""

from datetime import date

import pytest

from mcollector.images.digits.shown_dates import dates, expiries


@pytest.mark.parametrize(
    "text", ["平成2年1月1日生", "1990年1月1日", "生年月日 平成 2年 1月 1日", "1990.01.01"]
)
def test_a_birth_date_is_found_in_either_calendar(text):
    assert dates(text) == [date(1990, 1, 1)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2029年(令和11年)04月01日まで有効", [date(2029, 4, 1)]),
        ("令和元年5月1日", [date(2019, 5, 1)]),
        ("2030年13月40日", []),
        ("番号 1234", []),
    ],
)
def test_dates_in_a_line(text, days):
    assert dates(text) == days


def test_only_the_paper_s_own_end_counts():
    texts = ["2030年3月16日まで有効", "電子証明書の有効期限 2025年2月27日", "2001年1月1日生"]

    assert expiries(texts) == [date(2030, 3, 16)]
