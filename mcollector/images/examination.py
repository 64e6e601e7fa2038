"""What an examination of a photograph ends in; both sides of the pipes know it: it imports nobody.

Places are shares of the upright picture's width and height, 0 to 1.
"""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """An upright box."""

    left: float
    top: float
    right: float
    bottom: float


class HintCode(StrEnum):
    """An advice to take the photograph again; never a refusal. The value is stored."""

    DARK = "dark"
    BLURRED = "blurred"
    TOO_SMALL = "too_small"
    CUT_OFF = "cut_off"
    WRONG_SIDE = "wrong_side"
    OTHER_PAPER = "other_paper"
    APPLICATION_QR = "application_qr"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Hint:
    """One advice and where in the picture it comes from; None is the whole."""

    code: HintCode
    place: Place | None = None


class Flag(StrEnum):
    """What a reviewer should know about how the number was read."""

    QR_WRONG_CHECK = "qr_wrong_check"
    QR_DIFFERS_FROM_PRINT = "qr_differs_from_print"
    PRINT_WRONG_CHECK = "print_wrong_check"
    SEVERAL_NUMBERS = "several_numbers"
    APPLICATION_QR = "application_qr"
    PRINT_NOT_READ = "print_not_read"


class Source(StrEnum):
    """What a number was read from."""

    QR = "qr"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Seen:
    """One number that was read; it prints without its digits."""

    digits: str = field(repr=False)
    source: Source
    sure: float
    place: Place


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text without long numbers; it prints without its text."""

    text: str = field(repr=False)
    place: Place


@dataclass(frozen=True, slots=True)
class PictureMark:
    """Tells the same photograph again: SHA-256 of its pixels, 64 bits of its look in four turns."""

    pixels: str
    looks: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Examination:
    """All that the child tells about one photograph, beside the two JPEGs.

    `turn` is how many degrees clockwise set it upright, `crop` a proposal for a preview, `covers`
    are all places where a number stands, printed or in a code.
    """

    numbers: tuple[Seen, ...] = ()
    covers: tuple[Place, ...] = ()
    flags: tuple[Flag, ...] = ()
    words: tuple[Words, ...] = ()
    hints: tuple[Hint, ...] = ()
    fingerprint: PictureMark = PictureMark("", (0, 0, 0, 0))
    turn: int = 0
    crop: Place | None = None
    layout: str = ""
    print_was_read: bool = False
