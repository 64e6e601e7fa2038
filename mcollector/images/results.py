"""What a cleaning can end in; known to both sides of the pipes, so it imports nobody."""

from dataclasses import dataclass, field
from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
"""One photograph, as received (architecture §11, row "uploads")."""

MAX_PIXELS = 50_000_000
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


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Two new JPEGs, upright, without metadata; `width` and `height` are the large one's."""

    large: bytes = field(repr=False)
    small: bytes = field(repr=False)
    width: int
    height: int


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
