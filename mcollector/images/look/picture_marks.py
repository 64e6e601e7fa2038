"""Marks of a photograph: the same pixels again, or the same look, however it was turned.

The look is a 64-bit pHash of the whole picture, never of a card cut out of it: the cards of two
people look alike.
"""

import hashlib
from math import cos, pi, sqrt
from statistics import median

from PIL import Image

from mcollector.images.examination import PictureMark

_EDGE, _KEPT = 32, 8
_SAME = 8
"""Bits in which two looks of the same photograph may differ."""

_WAVES = [
    [
        cos(pi * rate * (2 * at + 1) / (2 * _EDGE)) * (sqrt(0.5) if rate == 0 else 1)
        for at in range(_EDGE)
    ]
    for rate in range(_KEPT)
]


def picture_mark(picture: Image.Image) -> PictureMark:
    """Return the mark of an upright RGB picture."""
    digest = hashlib.sha256(b"%d %d " % picture.size + picture.tobytes()).hexdigest()
    small = picture.convert("L").resize((_EDGE, _EDGE), Image.Resampling.BOX, reducing_gap=3.0)
    waves = _transformed(small.tobytes())
    first, second, third, fourth = (_bits(turned) for turned in _turns(waves))
    return PictureMark(digest, (first, second, third, fourth))


def is_same(one: PictureMark, other: PictureMark) -> bool:
    """Tell whether both are of one photograph, recompressed, resized or turned by quarters."""
    return one.pixels == other.pixels or looks_like(one, other.looks[0])


def looks_like(one: PictureMark, look: int) -> bool:
    """Tell whether the photograph, however it was turned, has about this look."""
    return any((mine ^ look).bit_count() <= _SAME for mine in one.looks)


def _transformed(pixels: bytes) -> list[list[float]]:
    """Return the lowest 8 × 8 waves, down by across."""
    rows = [pixels[at * _EDGE : (at + 1) * _EDGE] for at in range(_EDGE)]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in _WAVES] for row in rows]
    return [
        [sum(wave[at] * across[at][rate] for at in range(_EDGE)) for rate in range(_KEPT)]
        for wave in _WAVES
    ]


def _turns(waves: list[list[float]]) -> list[list[list[float]]]:
    """Return the waves of the picture turned by 0, 90, 180 and 270 degrees: no second transform."""
    turns = [waves]
    for _ in range(3):
        last = turns[-1]
        turned = [
            [last[rate][down] * (-1) ** rate for rate in range(_KEPT)] for down in range(_KEPT)
        ]
        turns.append(turned)
    return turns


def _bits(waves: list[list[float]]) -> int:
    values = [value for row in waves for value in row]
    middle = median(values[1:])
    return sum(1 << at for at, value in enumerate(values) if at and value > middle)
