"""Is the QR code's number also printed beside it? A look at the card around the code only.

The code tells how the card lies and how large it is, so the text detector sees no more than the
card, small and upright: a twentieth of the work of a whole picture.
"""

from difflib import SequenceMatcher
from math import hypot
from typing import Any

import cv2
import numpy as np

from mcollector.images.digits import arranging, canvases, surroundings
from mcollector.images.digits.detecting import text_lines
from mcollector.images.digits.line_reader import QUICK, LineReader
from mcollector.images.digits.models import Networks
from mcollector.images.digits.numerals import in_common, runs
from mcollector.images.digits.qr import Code
from mcollector.images.digits.quads import Point, Quad

_SIDE = 36
"""Pixels the code's edge gets on the small canvas; digits are then about 12 high."""

_REACH = (8.0, 5.0)
"""How far the card may go on from the code, in edges of the code, along and across."""

_HEIGHTS, _LEANING = (6.0, 44.0), 20.0
_MOST, _MOST_PIECES = 8, 40
_DIGITS_SEEN = 6
_ROOM = 1.25
"""Digits' widths for each missing digit: the gaps between groups need some too."""


def place_of(reader: LineReader, code: Code) -> Quad | None:
    """Return where the code's number is printed beside it, or None."""
    near = lines_near(reader.networks, reader.grey, code.quad)
    places = (_said(reader, quad, code.digits) for quad in near)
    return next((place for place in places if place is not None), None)


def _said(reader: LineReader, quad: Quad, digits: str) -> Quad | None:
    """Return where the box, made longer if it is a piece, says just this number, or None.

    Most boxes are told by a quick look. One that reads all twelve is enough: nobody misreads into
    the number of the code.
    """
    quick = runs(reader.look(quad, QUICK))
    if any(run.digits == digits for run in quick):
        return quad
    part = "".join(run.digits for run in quick)
    if in_common(part, digits) < _DIGITS_SEEN:
        return None
    whole = _whole(quad, part, digits)
    is_it = any(run.digits == digits for run in runs(reader.line(whole)))
    return whole if is_it else None


def _whole(quad: Quad, part: str, digits: str) -> Quad:
    """Return the box with room for the digits that stand before and after the part it shows."""
    same = SequenceMatcher(None, digits, part, autojunk=False).find_longest_match()
    before, after = same.a - same.b, len(digits) - same.a - (len(part) - same.b)
    room = _ROOM / len(part)
    return surroundings.longer(quad, max(0, before) * room, max(0, after) * room)


def lines_near(networks: Networks, grey: Any, code: Quad) -> list[Quad]:
    """Return boxes of lines around the code, shaped like a number, in the code's direction."""
    to_canvas, size = _cropped(*canvases.levelling(code, _SIDE, _REACH), grey.shape)
    small = cv2.warpAffine(grey, to_canvas, size, flags=cv2.INTER_AREA, borderValue=127)
    back = cv2.invertAffineTransform(to_canvas)
    middle = _through(code.centre, to_canvas)
    lines = [_as_the_code(quad) for quad in text_lines(networks, small, small.size)]
    pieces = [quad for quad in lines if _may_be_of_the_card(quad)]
    pieces.sort(key=lambda quad: _far(quad, middle))
    likely = dict.fromkeys((*arranging.shaped(pieces), *arranging.joined(pieces[:_MOST_PIECES])))
    return [canvases.moved(quad, back) for quad in [*likely][:_MOST]]


def _cropped(matrix: Any, size: tuple[int, int], shape: tuple[int, int]) -> tuple[Any, Any]:
    """Leave out what lies outside the picture."""
    height, width = shape
    corners = np.array([[(0, 0)], [(width, 0)], [(width, height)], [(0, height)]], np.float32)
    seen = cv2.transform(corners, matrix).reshape(-1, 2)
    low = np.maximum(seen.min(axis=0), 0)
    high = np.minimum(seen.max(axis=0), size)
    matrix = matrix.copy()
    matrix[:, 2] -= low
    across, down = np.maximum(high - low, 1).astype(int).tolist()
    return matrix, (across, down)


def _as_the_code(quad: Quad) -> Quad:
    """Return the box in the reading direction that is nearest to the code's."""
    turns = (quad.turned(quarters) for quarters in range(4))
    return min(turns, key=lambda turned: abs(turned.angle))


def _may_be_of_the_card(quad: Quad) -> bool:
    """Tell whether the line lies as the code does and is as high as print on a card may be."""
    return abs(quad.angle) < _LEANING and _HEIGHTS[0] < quad.height < _HEIGHTS[1]


def _through(point: Point, matrix: Any) -> Point:
    ((moved,),) = cv2.transform(np.array([[point]], np.float32), matrix)
    return Point(float(moved[0]), float(moved[1]))


def _far(box: Quad, middle: Point) -> float:
    return hypot(box.centre.x - middle.x, box.centre.y - middle.y)
