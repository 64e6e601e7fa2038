"""Reads one line of print: the picture inside a box becomes signs with their places."""

from typing import Any

import cv2
import numpy as np

from mcollector.images.digits.models import Networks
from mcollector.images.digits.quads import Quad
from mcollector.images.digits.recognised import Line, Sign

_HEIGHT = 48
_NARROWEST, _WIDEST, _STEP = 32, 960, 8
_SHARP_ENOUGH = 3.0
"""How much larger than the network's line a picture may be before it is halved."""


class Scales:
    """A grey picture and its halves, so that a line is never shrunk by much at once."""

    def __init__(self, grey: Any) -> None:
        self._levels = [grey]

    @property
    def grey(self) -> Any:
        """Return the picture itself."""
        return self._levels[0]

    def for_height(self, height: float) -> tuple[Any, float]:
        """Return the level in which a line of that height is at most three times too large."""
        level = 0
        while height / 2**level > _HEIGHT * _SHARP_ENOUGH:
            level += 1
        while len(self._levels) <= level:
            last = self._levels[-1]
            half = (max(1, last.shape[1] // 2), max(1, last.shape[0] // 2))
            self._levels.append(cv2.resize(last, half, interpolation=cv2.INTER_AREA))
        return self._levels[level], 1 / 2**level


def cut(scales: Scales, quad: Quad, width: int, *, margin: float = 0.0, lean: float = 0.0) -> Any:
    """Return the line upright, 48 px high.

    `margin` widens the box by that share of its height, `lean` shifts its upper edge by heights.
    """
    source, factor = scales.for_height(quad.height)
    corners = np.array(quad.corners, np.float32) * factor
    along = (corners[1] - corners[0]) / max(quad.aspect, 1e-6)
    across = corners[3] - corners[0]
    outwards = np.array([-along - across, along - across, along + across, across - along])
    corners = corners + outwards * margin
    corners[:2] += along * lean
    target = np.array([(0, 0), (width, 0), (width, _HEIGHT), (0, _HEIGHT)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return cv2.warpPerspective(
        source, matrix, (width, _HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def width_for(quad: Quad, squeeze: float = 1.0) -> int:
    """Return how wide the network wants the line."""
    wanted = quad.aspect * _HEIGHT * squeeze
    return int(min(_WIDEST, max(_NARROWEST, -(-wanted // _STEP) * _STEP)))


def read_line(networks: Networks, line: Any, quad: Quad) -> Line:
    """Return what the cut line says."""
    levels = np.arange(256, dtype=np.float32) / 127.5 - 1
    channel = levels[line]
    (scores,) = networks.recogniser.run(None, {"x": np.stack([channel, channel, channel])[None]})
    return Line(quad, tuple(_signs(networks.alphabet, scores[0], quad.aspect)))


def is_upside_down(networks: Networks, lines: list[Any]) -> float:
    """Return how much the cut lines look upside down: above zero they do."""
    score = 0.0
    for line in lines:
        channel = (cv2.resize(line, (192, _HEIGHT)).astype(np.float32) / 127.5) - 1
        ((upright, turned),) = networks.turner.run(
            None, {"x": np.stack([channel, channel, channel])[None]}
        )[0]
        score += float(turned - upright)
    return score


def _signs(alphabet: tuple[str, ...], scores: Any, aspect: float) -> list[Sign]:
    """Collapse the steps: repeats are one sign, index 0 is none."""
    best = scores.argmax(axis=1)
    sure = scores.max(axis=1)
    per_step = aspect / len(best)
    signs: list[Sign] = []
    last, first_step = 0, 0
    for step, index in enumerate([*best.tolist(), 0]):
        if index == last:
            continue
        if last:
            most = float(sure[first_step:step].max())
            signs.append(Sign(alphabet[last], most, (first_step + step) / 2 * per_step))
        last, first_step = index, step
    return signs
