"""What a cleaning can end in; known to both sides of the pipes, so it imports nobody."""

from dataclasses import dataclass, field
from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
"""One photograph, as received (architecture §11, row "uploads")."""

MAX_PIXELS = 50_000_000
MAX_PAGES = 4
LARGE_EDGE = 2048
SMALL_EDGE = 320


class RefusalCode(StrEnum):
    """Why a picture cannot be used; the value is stored."""

    NOT_A_PICTURE = "not_a_picture"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    ANIMATED = "animated"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"


class PrintReading(StrEnum):
    """Whether this installation reads printed numbers; without it QR codes and hints still work."""

    ON = "on"
    NOT_INSTALLED = "not_installed"
    OTHER_MODELS = "other_models"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Two new JPEGs, upright, without metadata; `width` and `height` are the large one's.

    The pages of a PDF, two to four, lie side by side in both.
    """

    large: bytes = field(repr=False)
    small: bytes = field(repr=False)
    width: int
    height: int
    pages: int = 1

    @property
    def longest(self) -> int:
        """Return how long the large one's edge may be: two pages side by side are twice as long."""
        return LARGE_EDGE if self.pages == 1 else 2 * LARGE_EDGE


@dataclass(frozen=True, slots=True)
class Proof:
    """What the child found when it looked around its own room.

    `descriptors` maps an open descriptor to "pipe" or "other", `limits` a resource to its soft
    limit, `attempts` a deed to "done" or to the error it met.
    """

    environment: dict[str, str]
    descriptors: dict[str, str]
    limits: dict[str, int]
    attempts: dict[str, str]
