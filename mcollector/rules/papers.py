"""What a paper is to the house: what it proves, from when to when, in which photographs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    """What a paper proves: the number, the identity alone, or the identity with a second paper."""

    NUMBER = "number"
    IDENTITY = "identity"
    HALF_IDENTITY = "half_identity"


@dataclass(frozen=True, slots=True)
class Slot:
    """One photograph of a paper; `code` is stored with the photograph."""

    code: str
    title: str
    easy: str
    carries_number: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper; one that proves nothing is listed so that it can be refused by name.

    It counts from `valid_from` to `valid_until`, both days included; None is open.
    """

    code: str
    title: str
    easy: str
    proves: frozenset[Proof]
    slots: tuple[Slot, ...] = field(default=())
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""

    def counts_on(self, on: date) -> bool:
        """Tell whether the law knows this paper on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)
