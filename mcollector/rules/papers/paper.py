"""A paper: what it proves, from when to when, and which photographs it needs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    """What a paper proves: the number, the identity alone or with a second paper, or who acts."""

    NUMBER = "number"
    IDENTITY = "identity"
    HALF_IDENTITY = "half_identity"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Slot:
    """One photograph of a paper; `code` is stored with the photograph.

    `drawing` is a file of static/drawings.
    """

    code: str
    title: str
    easy: str
    carries_number: bool = False
    drawing: str = "photo_id"


@dataclass(frozen=True, slots=True)
class Document:
    """A paper; one that proves nothing is listed so that it can be refused by name.

    It counts from `valid_from` to `valid_until`, both days included; None is open. `stale` names a
    form of it that does not count, `check` is what the reviewer compares besides; both may be
    empty. `drawing` is a file of static/drawings.
    """

    code: str
    title: str
    easy: str
    proves: frozenset[Proof]
    slots: tuple[Slot, ...] = field(default=())
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""
    stale: str = ""
    check: str = ""
    drawing: str = "photo_id"

    @property
    def short(self) -> str:
        """Return the title without what stands in brackets."""
        return self.title.partition("（")[0]

    @property
    def option(self) -> tuple[str, str]:
        """Return the paper as one of several to choose from: its code and its title."""
        return self.code, self.title

    def counts_on(self, on: date) -> bool:
        """Tell whether the law knows this paper on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)
