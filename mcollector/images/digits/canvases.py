"""What lies around a box, laid level on a canvas in which the box has a known height."""

from typing import Any

import cv2
import numpy as np

from mcollector.images.digits.quads import Point, Quad


def levelling(quad: Quad, height: float, margin: tuple[float, float]) -> tuple[Any, Any]:
    """Return the turn and shrinking (2 × 3) that lays the box level, and the canvas's size.

    `margin` is how far the canvas goes on beside and above the box, in heights of the box.
    """
    left, above = margin[0] * height, margin[1] * height
    across = quad.aspect * height
    source = np.array(quad.corners, np.float32)
    target = np.array([(0, 0), (across, 0), (across, height), (0, height)], np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(source, target + np.array([left, above], np.float32))
    return matrix, (round(2 * left + across), round(2 * above + height))


def moved(quad: Quad, matrix: Any) -> Quad:
    """Return where the box lies after the turn and shrinking."""
    corners = np.array([[corner] for corner in quad.corners], np.float32)
    first, second, third, fourth = (
        Point(float(x), float(y)) for x, y in cv2.transform(corners, matrix).reshape(-1, 2)
    )
    return Quad((first, second, third, fourth))
