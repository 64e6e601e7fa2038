"""Boxes around lines of print: four corners in pixels, and what can be said of them."""

from dataclasses import dataclass
from math import atan2, degrees, hypot
from typing import NamedTuple

_SAME_AXIS = 30


class Point(NamedTuple):
    """A place in the picture, in pixels from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Quad:
    """Corners in reading order: the line's upper left, upper right, lower right, lower left."""

    corners: tuple[Point, Point, Point, Point]

    @property
    def width(self) -> float:
        """Return the length along the line."""
        first, second, third, fourth = self.corners
        return (_distance(first, second) + _distance(fourth, third)) / 2

    @property
    def height(self) -> float:
        """Return the length across the line."""
        first, second, third, fourth = self.corners
        return (_distance(first, fourth) + _distance(second, third)) / 2

    @property
    def aspect(self) -> float:
        """Return how many times longer than high it is."""
        return self.width / max(self.height, 1e-6)

    @property
    def centre(self) -> Point:
        """Return the middle."""
        return Point(sum(c.x for c in self.corners) / 4, sum(c.y for c in self.corners) / 4)

    @property
    def angle(self) -> float:
        """Return the direction of reading in degrees, clockwise from the picture's rows."""
        first, second, _, _ = self.corners
        return degrees(atan2(second.y - first.y, second.x - first.x))

    def turned(self, quarters: int) -> "Quad":
        """Return the same place read in a direction turned by quarters of a circle."""
        at = quarters % 4
        return Quad((*self.corners[at:], *self.corners[:at]))  # type: ignore[arg-type]

    def scaled(self, factor: float) -> "Quad":
        """Return the same place in a picture that is so many times larger."""
        first, second, third, fourth = (Point(at.x * factor, at.y * factor) for at in self.corners)
        return Quad((first, second, third, fourth))

    def place_of(self, other: Point) -> tuple[float, float]:
        """Return where the point lies from the centre: along and across, in heights of the line.

        Across is at right angles to the line's middle: a box put together from several ends as its
        first and last piece do, and far away a leaning end would put the same line elsewhere.
        """
        first, second, third, fourth = self.corners
        along = (
            second.x + third.x - first.x - fourth.x,
            second.y + third.y - first.y - fourth.y,
        )
        away = (other.x - self.centre.x, other.y - self.centre.y)
        unit = max(hypot(*along), 1e-6) * max(self.height, 1e-6)
        return _dot(away, along) / unit, _dot(away, (-along[1], along[0])) / unit

    def is_level_with(self, other: "Quad") -> bool:
        """Tell whether both lie along one axis, read in the same direction or not."""
        return abs((self.angle - other.angle + 90) % 180 - 90) < _SAME_AXIS

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of the upright box around it."""
        across = [corner.x for corner in self.corners]
        down = [corner.y for corner in self.corners]
        return min(across), min(down), max(across), max(down)


def turn(one: float, other: float) -> float:
    """Return the turn from the other angle to the one, -180 to 180 degrees."""
    return (one - other + 180) % 360 - 180


def _distance(one: Point, other: Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _dot(one: tuple[float, float], other: tuple[float, float]) -> float:
    return one[0] * other[0] + one[1] * other[1]
