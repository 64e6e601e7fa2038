"""Dates printed on a paper: until when it is valid, western or in Japanese eras."""

import re
from collections.abc import Iterable
from datetime import date

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_DATE = re.compile(
    r"(?:(明治|大正|昭和|平成|令和)(元|\d{1,2})|((?:19|20)\d{2}))年?(?:[（(][^）)]{2,8}[）)])?"
    r"[年./-]?(\d{1,2})[月./-](\d{1,2})日?"
)
_UNTIL = re.compile(r"まで|有効|満了")
_NOT_THE_PAPER = re.compile(r"電子証明書")


def expiries(texts: Iterable[str]) -> list[date]:
    """Return the days until which lines say the paper is valid; its certificate's do not count."""
    return [
        day
        for text in texts
        if _UNTIL.search(text) and not _NOT_THE_PAPER.search(text)
        for day in dates(text)
    ]


def dates(text: str) -> list[date]:
    """Return the dates in one line, those that exist."""
    found = (_day(*match) for match in _DATE.findall(text.replace(" ", "")))
    return [day for day in found if day is not None]


def _day(era: str, year: str, western: str, month: str, day: str) -> date | None:
    count = int(western) if western else _ERAS[era] + (1 if year == "元" else int(year))
    try:
        return date(count, int(month), int(day))
    except ValueError:
        return None
