"""One face of a paper people photograph, as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Which face of the paper it is."""

    FRONT = "front"
    BACK = "back"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Layout:
    """One face of one paper.

    `words` identify it when a line contains one of them; `without` are words that speak against it.
    """

    code: str
    paper: str
    side: Side
    slots: tuple[str, ...]
    carries_number: bool
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    has_number_qr: bool = False
    expires: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether no place of the form is for it: it proves nothing."""
        return not self.slots
