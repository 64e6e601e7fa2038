"""Rows as the child hands them back: number, count of cells, then each cell's length and text.

`mcollector.rules.roster.sheets` reads them; numbers are big-endian, texts UTF-8.
"""

import struct
from collections.abc import Sequence

_ROW = struct.Struct("!IH")
_CELL = struct.Struct("!I")


def packed_row(number: int, cells: Sequence[str]) -> bytes:
    """Return one row."""
    return _ROW.pack(number, len(cells)) + b"".join(map(_packed, cells))


def _packed(cell: str) -> bytes:
    data = cell.encode()
    return _CELL.pack(len(data)) + data
