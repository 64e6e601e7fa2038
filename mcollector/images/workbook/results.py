"""What opening a workbook can end in; known to both sides of the pipes, so it imports nobody."""

from enum import StrEnum

MAX_UNPACKED = 20 * 1024 * 1024
"""Bytes of the parts that are read, together, counted while unpacking (architecture §9)."""

MAX_ROWS = 20_001
"""Rows with something in them: a roster's and its titles."""

MAX_COLUMNS = 256
MAX_PACKED = 5 * 1024 * 1024
"""Bytes of what is handed back: as many as a text file may have."""


class Unusable(StrEnum):
    """Why a workbook cannot be used; only the code leaves the child."""

    BROKEN = "broken"
    LOCKED = "locked"
    OLD = "old"
    MACROS = "macros"
    BINARY = "binary"
    OTHER = "other"
    UNSAFE = "unsafe"
    NO_SHEET = "no_sheet"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_WIDE = "too_wide"
    TOO_MUCH = "too_much"


class Unreadable(Exception):
    """The workbook cannot be used."""

    def __init__(self, reason: Unusable) -> None:
        super().__init__(reason)
        self.reason = reason
