"""The rows of a sheet, packed as they come: each with its number and its cells as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mcollector.images.talk.workbook_wire import packed_row
from mcollector.images.workbook import dates as workbook_dates
from mcollector.images.workbook.results import (
    MAX_COLUMNS,
    MAX_PACKED,
    MAX_ROWS,
    Unreadable,
    Unusable,
)
from mcollector.images.workbook.strings import is_text, plain
from mcollector.images.workbook.xml import Visitor, walk

_REFERENCE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
_LAST_ROW = 1_048_576
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell's content may refer to: shared texts, formats of days, the first day."""

    strings: Sequence[str] = ()
    dates: frozenset[int] = frozenset()
    from_1904: bool = False


def packed_rows(document: bytes, meaning: Meaning) -> bytes:
    """Return every row with something in it; raises Unreadable beyond a limit or for nonsense."""
    sheet = _Sheet(meaning)
    walk(document, sheet)
    return bytes(sheet.packed)


class _Sheet(Visitor):
    """One row and one cell at a time; what is finished is packed already."""

    def __init__(self, meaning: Meaning) -> None:
        self.packed = bytearray()
        self._meaning = meaning
        self._rows = 0
        self._row = 0
        self._column = 0
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._formula: list[str] = []

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        if path[-2:] == ["sheetData", "row"]:
            self._row = _after(self._row, attributes.get("r"))
            self._column = 0
        elif path[-2:] == ["row", "c"]:
            self._cell = attributes
            self._column = _column_after(self._column, attributes.get("r"))

    def said(self, path: list[str], text: str) -> None:
        if path[-2:] == ["c", "v"] or ("is" in path and is_text(path)):
            self._value.append(text)
        elif path[-2:] == ["c", "f"]:
            self._formula.append(text)

    def closed(self, path: list[str]) -> None:
        if path[-2:] == ["row", "c"]:
            if (text := self._text()).strip():
                self._cells[self._column] = text
            self._value.clear()
            self._formula.clear()
        elif path[-2:] == ["sheetData", "row"] and self._cells:
            self._end_row()

    def _text(self) -> str:
        """Return the cell as text; a formula nobody has worked out is shown as one."""
        value, kind = "".join(self._value), self._cell.get("t", "n")
        if not value:
            return "=" + "".join(self._formula) if self._formula else ""
        if kind == "s":
            return self._shared(value)
        if kind == "n":
            return self._number(value)
        return _BOOLEANS.get(value, value) if kind == "b" else plain(value)

    def _shared(self, place: str) -> str:
        strings = self._meaning.strings
        if not (place.isdecimal() and len(place) < 9 and int(place) < len(strings)):
            raise Unreadable(Unusable.BROKEN)
        return strings[int(place)]

    def _number(self, value: str) -> str:
        style = self._cell.get("s", "0")
        if style.isdecimal() and len(style) < 9 and int(style) in self._meaning.dates:
            return workbook_dates.day(value, from_1904=self._meaning.from_1904)
        return workbook_dates.number(value)

    def _end_row(self) -> None:
        width = max(self._cells)
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise Unreadable(Unusable.TOO_MANY_ROWS)
        if width > MAX_COLUMNS:
            raise Unreadable(Unusable.TOO_WIDE)
        cells = [self._cells.get(column, "") for column in range(1, width + 1)]
        self._cells.clear()
        self.packed += packed_row(self._row, cells)
        if len(self.packed) > MAX_PACKED:
            raise Unreadable(Unusable.TOO_MUCH)


def _after(last: int, number: str | None) -> int:
    """Return the row's number; without one it is the next."""
    if number is None:
        return last + 1
    if not (number.isdecimal() and len(number) < 8 and last < int(number) <= _LAST_ROW):
        raise Unreadable(Unusable.BROKEN)
    return int(number)


def _column_after(last: int, reference: str | None) -> int:
    """Return the cell's column, from 1; without a reference it is the next."""
    if reference is None:
        return last + 1
    match = _REFERENCE.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    if column <= last:
        raise Unreadable(Unusable.BROKEN)
    return column
