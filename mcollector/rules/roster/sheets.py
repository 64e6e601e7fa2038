"""A sheet's rows, as the child that opens workbooks hands them back, as records of cells."""

import struct
from collections.abc import Iterator

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster.cells import Record, trimmed
from mcollector.rules.sentences import say

_MARK = b"\0rows\0"
"""No text begins so; a row follows as number, count of cells, then each cell's length and text."""

_ROW = struct.Struct("!IH")
_CELL = struct.Struct("!I")


def marked(rows: bytes) -> bytes:
    """Return the rows as a roster that tells it was a sheet."""
    return _MARK + rows


def is_sheet(data: bytes) -> bool:
    """Tell whether the roster was a sheet."""
    return data.startswith(_MARK)


def sheet_records(data: bytes) -> list[Record]:
    """Return the rows with the sheet's own numbers, without columns that are empty on the left.

    Raises FieldRefused for what no honest child would hand back.
    """
    try:
        found = list(_rows(memoryview(data)[len(_MARK) :]))
    except (struct.error, ValueError):
        raise FieldRefused(_BROKEN) from None
    margin = min((_margin(cells) for _number, cells in found), default=0)
    return [Record(number, number, trimmed(cells[margin:])) for number, cells in found]


_BROKEN = say("Excelのファイルが壊れているため、読めません。Excelで開いて保存し直してください。")


def _rows(data: memoryview) -> Iterator[tuple[int, list[str]]]:
    at = last = 0
    while at < len(data):
        number, count = _ROW.unpack_from(data, at)
        if number <= last:
            raise ValueError
        at, last = at + _ROW.size, number
        cells = []
        for _ in range(count):
            (length,) = _CELL.unpack_from(data, at)
            start, at = at + _CELL.size, at + _CELL.size + length
            cells.append(str(data[start:at], "utf-8"))
        yield number, cells
    if at > len(data):
        raise ValueError


def _margin(cells: list[str]) -> int:
    return next((place for place, cell in enumerate(cells) if cell), len(cells))
