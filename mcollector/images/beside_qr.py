"""Is the QR code's number also printed beside it? A quick look that needs no text detector.

The code tells how the card lies and how large it is, so lines are found by their edges alone.
"""

from math import hypot, log
from typing import Any

import cv2
import numpy as np

from mcollector.images import arranging
from mcollector.images.quads import Point, Quad

_SIDE = 64
"""Pixels the code's edge gets on the small canvas; a card is then about 400 long."""

_REACH = (8.0, 5.0)
"""How far the card may go on from the code, in edges of the code, along and across."""

_LINE_HEIGHTS = (7, 40)
_MARGIN, _AS_HIGH = 0.2, 1.15
_MOST, _MOST_PIECES = 14, 60


def lines_near(grey: Any, code: Quad) -> list[Quad]:
    """Return boxes of lines around the code, shaped like a number, in the code's direction."""
    to_canvas, size = _canvas(code, grey.shape)
    small = cv2.warpAffine(grey, to_canvas, size, flags=cv2.INTER_AREA, borderValue=127)
    back = cv2.invertAffineTransform(to_canvas)
    found = [_box(contour) for contour in _blobs(small)]
    middle = _through(code.centre, to_canvas)
    pieces = sorted((box for box in found if box is not None), key=lambda box: _far(box, middle))
    likely = arranging.candidates(pieces[:_MOST_PIECES], _MOST, size)
    return [_moved(box, back) for box in sorted(likely, key=_whole_first)]


def _whole_first(box: Quad) -> tuple[int, float]:
    """Order the largest first, and of those as large the longest: groups before their pieces."""
    return -round(log(box.height, _AS_HIGH)), -box.width


def _canvas(code: Quad, shape: tuple[int, int]) -> tuple[Any, tuple[int, int]]:
    """Return the turn and shrinking that lays the code upright, and how large the canvas is."""
    left, above = _REACH[0] * _SIDE, _REACH[1] * _SIDE
    source = np.array(list(code.corners), np.float32)
    target = np.array([(0, 0), (_SIDE, 0), (_SIDE, _SIDE), (0, _SIDE)], np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(source, target + np.array([left, above], np.float32))
    return _cropped(matrix, shape, (round(2 * left + _SIDE), round(2 * above + _SIDE)))


def _cropped(matrix: Any, shape: tuple[int, int], size: tuple[int, int]) -> tuple[Any, Any]:
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


def _blobs(small: Any) -> Any:
    """Join the dark strokes of each group of digits; groups are put together afterwards."""
    calm = cv2.GaussianBlur(small, (3, 3), 0)
    strokes = cv2.morphologyEx(calm, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    limit = max(10.0, float(np.sort(strokes, axis=None)[-strokes.size // 50]) * 0.4)
    ink = (strokes > limit).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
    cleared = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((5, 9), np.uint8))
    contours, _ = cv2.findContours(cleared, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return contours


def _box(contour: Any) -> Quad | None:
    corners = cv2.boxPoints(cv2.minAreaRect(contour))
    first, second, third, fourth = (Point(float(x), float(y)) for x, y in corners)
    quad = Quad((first, second, third, fourth))
    quad = min(
        (quad.turned(quarters) for quarters in range(4)), key=lambda turned: abs(turned.angle)
    )
    return _grown(quad) if _LINE_HEIGHTS[0] <= quad.height <= _LINE_HEIGHTS[1] else None


def _grown(quad: Quad) -> Quad:
    """Return the box with the margin that the recogniser is used to."""
    first, second, third, fourth = np.array(quad.corners)
    along = (second - first) / max(quad.aspect, 1e-6) * _MARGIN
    across = (fourth - first) * _MARGIN
    grown = (
        first - along - across,
        second + along - across,
        third + along + across,
        fourth - along + across,
    )
    return Quad(tuple(Point(float(x), float(y)) for x, y in grown))  # type: ignore[arg-type]


def _through(point: Point, matrix: Any) -> Point:
    ((moved,),) = cv2.transform(np.array([[point]], np.float32), matrix)
    return Point(float(moved[0]), float(moved[1]))


def _far(box: Quad, middle: Point) -> float:
    return hypot(box.centre.x - middle.x, box.centre.y - middle.y)


def _moved(quad: Quad, back: Any) -> Quad:
    corners = np.array([[corner] for corner in quad.corners], np.float32)
    first, second, third, fourth = (
        Point(float(x), float(y)) for x, y in cv2.transform(corners, back).reshape(-1, 2)
    )
    return Quad((first, second, third, fourth))
