"""Finds the lines of print in a grey picture."""

from typing import Any

import cv2
import numpy as np

from mcollector.images.digits.models import Networks
from mcollector.images.digits.quads import Point, Quad

AREA = 1280 * 960
"""Pixels the network sees: with more, its memory passes what a child may use."""

_SMALLEST, _STEP = 64, 32
_MOST_ENLARGED = 2.0
_INK, _SURE = 0.3, 0.5
_SPREAD = 1.6
"""The network marks the core of a line; this is how much of its area around it belongs to it."""

_MOST = 200
_MEAN, _SCALE = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def text_lines(networks: Networks, grey: Any, area: int = AREA) -> list[Quad]:
    """Return the boxes of lines in `grey`'s pixels, the largest first; reading order unknown."""
    height, width = grey.shape
    factor = min(_MOST_ENLARGED, (area / (width * height)) ** 0.5)
    size = tuple(max(_SMALLEST, round(edge * factor / _STEP) * _STEP) for edge in (width, height))
    shrunk = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    (marks,) = networks.detector.run(None, {"x": _as_input(shrunk)})
    back = (width / size[0], height / size[1])
    return _boxes(marks[0, 0], back)


def _as_input(grey: Any) -> Any:
    levels = np.arange(256, dtype=np.float32) / 255
    return np.stack(
        [((levels - mean) / scale)[grey] for mean, scale in zip(_MEAN, _SCALE, strict=True)]
    )[None]


def _boxes(marks: Any, back: tuple[float, float]) -> list[Quad]:
    ink = (marks > _INK).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    largest = sorted(contours, key=cv2.contourArea, reverse=True)[:_MOST]
    boxes = (_box(marks, contour, back) for contour in largest)
    return [quad for quad in boxes if quad is not None]


def _box(marks: Any, contour: Any, back: tuple[float, float]) -> Quad | None:
    centre, (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < 3 or _mean_inside(marks, contour) < _SURE:
        return None
    grown = width * height * _SPREAD / (width + height)
    corners = cv2.boxPoints((centre, (width + grown, height + grown), angle))
    first, second, third, fourth = (
        Point(float(x) * back[0], float(y) * back[1]) for x, y in corners
    )
    quad = Quad((first, second, third, fourth))
    return quad if quad.width >= quad.height else quad.turned(1)


def _mean_inside(marks: Any, contour: Any) -> float:
    left, top, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [contour - (left, top)], 1)
    return float(cv2.mean(marks[top : top + height, left : left + width], mask)[0])
