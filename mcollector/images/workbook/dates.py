"""Numbers of a sheet as a text file would have them: no `.0`, days as dates."""

import math
import re
from datetime import datetime, timedelta

from mcollector.images.workbook.results import Unreadable, Unusable
from mcollector.images.workbook.xml import Visitor, walk

_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Formats that show a day or a time in every edition, and in the Japanese one (18.8.30)."""

_NOT_SIGNS = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|General|E[+-]', re.IGNORECASE)
_SIGNS = re.compile("[ymdhsge]", re.IGNORECASE)
_EXACT = 1e15
_FIRST = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a day, no moment


def date_styles(document: bytes) -> frozenset[int]:
    """Return the places of the cell formats that show a day or a time."""
    styles = _Styles()
    walk(document, styles)
    return frozenset(place for place, used in enumerate(styles.used) if styles.is_date(used))


def number(text: str) -> str:
    """Return a number as it is typed; raises Unreadable for what is none."""
    value = _value(text)
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def day(text: str, *, from_1904: bool) -> str:
    """Return a count of days as `2026/11/25`, with `9:05` where it is not midnight.

    What is no day in the calendar stays a number.
    """
    value = _value(text)
    try:
        moment = _FIRST[from_1904] + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return number(text)
    if value < 0:
        return number(text)
    time = f"{moment.hour}:{moment.minute:02}"
    if value < 1:
        return time
    date = f"{moment.year}/{moment.month}/{moment.day}"
    return date if time == "0:00" else f"{date} {time}"


def _value(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Unreadable(Unusable.BROKEN)
    return value


class _Styles(Visitor):
    """`used` holds the format of each place a cell may name; `_own` those the workbook brings."""

    def __init__(self) -> None:
        self.used: list[str] = []
        self._own: dict[str, str] = {}

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        if path[-1] == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path[-2:] == ["cellXfs", "xf"]:
            self.used.append(attributes.get("numFmtId", "0"))

    def is_date(self, name: str) -> bool:
        if name in self._own:
            return _SIGNS.search(_NOT_SIGNS.sub("", self._own[name])) is not None
        return name.isdecimal() and len(name) < 4 and int(name) in _BUILT_IN
