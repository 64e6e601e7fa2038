"""Reads boxes of one picture, each once; a further look at a box is cut a little differently."""

from typing import Any, NamedTuple

from mcollector.images.digits import recognising
from mcollector.images.digits.models import Networks
from mcollector.images.digits.quads import Point, Quad
from mcollector.images.digits.recognised import Line

_TURNER_ASPECT = 8.0


class Cut(NamedTuple):
    """How a box is cut out: margin and lean in heights, width as a share of the usual one."""

    margin: float = 0.0
    lean: float = 0.0
    width: float = 1.0


PLAIN, QUICK = Cut(), Cut(width=0.5)


class LineReader:
    """The lines of one grey picture (rows × columns of bytes)."""

    def __init__(self, networks: Networks, grey: Any) -> None:
        self.networks = networks
        self.grey = grey
        self.scales = recognising.Scales(grey)
        self._read: dict[Quad, Line] = {}
        self.spent = 0
        """Pixels of line read so far: what reading costs, whatever else the machine does."""

    @property
    def lines(self) -> list[Line]:
        """Return everything that was read so far."""
        return list(self._read.values())

    @property
    def size(self) -> tuple[int, int]:
        """Return the picture's width and height."""
        height, width = self.grey.shape
        return width, height

    def line(self, quad: Quad) -> Line:
        """Return what the box says; each box is read once."""
        if quad not in self._read:
            self._read[quad] = self.look(quad)
        return self._read[quad]

    def look(self, quad: Quad, how: Cut = PLAIN) -> Line:
        """Return what the box says when it is cut like this; nothing is kept."""
        pixels = recognising.width_for(quad, how.width)
        self.spent += pixels
        cut = recognising.cut(self.scales, quad, pixels, margin=how.margin, lean=how.lean)
        return recognising.read_line(self.networks, cut, quad)

    def upside_down(self, quad: Quad) -> float:
        """Return how much the box looks upside down, -1 to 1; short ones tell nothing."""
        part = _first_part(quad, _TURNER_ASPECT)
        cut = recognising.cut(self.scales, part, recognising.width_for(part))
        return recognising.is_upside_down(self.networks, [cut])


def _first_part(quad: Quad, aspect: float) -> Quad:
    if quad.aspect <= aspect:
        return quad
    share = aspect / quad.aspect
    first, second, third, fourth = quad.corners
    return Quad((first, _between(first, second, share), _between(fourth, third, share), fourth))


def _between(one: Point, other: Point, share: float) -> Point:
    return Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
