"""In which direction each box is read: a box found by its shape alone may be upside down."""

from collections.abc import Sequence
from math import hypot

from mcollector.images.line_reader import LineReader
from mcollector.images.quads import Quad

_LONG, _WITNESSES = 1.8, 3
_HEARD_UP_TO = 10.0
_KIN = (0.6, 1.7)
_SAME_AXIS = 30

Scored = tuple[Quad, float]


def directed(reader: LineReader, quads: Sequence[Quad]) -> list[Quad]:
    """Return the boxes in reading direction; short ones follow their neighbours."""
    scored = [(quad, reader.upside_down(quad) if quad.aspect >= _LONG else 0.0) for quad in quads]
    return [_turned(quad, score, scored) for quad, score in scored]


def _turned(quad: Quad, score: float, scored: Sequence[Scored]) -> Quad:
    """Return the box as it is read: its own look counts by its length, its neighbours' by nearness.

    Digits like 9099 look right both ways; the lines around them do not.
    """
    kin = [pair for pair in scored if pair[0] is not quad and _is_kin(pair[0], quad)]
    nearest = sorted(kin, key=lambda pair: _distance(pair[0], quad))[:_WITNESSES]
    if quad.aspect < _LONG:
        return _like(quad, nearest)
    total = score * quad.aspect + sum(_testimony(quad, *pair) for pair in nearest)
    return quad.turned(2) if total > 0 else quad


def _like(quad: Quad, nearest: Sequence[Scored]) -> Quad:
    """Return a box too short to tell, read as its surest neighbour is."""
    if not nearest:
        return quad
    model, score = max(nearest, key=lambda pair: abs(pair[1]) * pair[0].aspect)
    angle = (model.turned(2) if score > 0 else model).angle
    turns = (quad.turned(quarters) for quarters in range(4))
    return min(turns, key=lambda turned: abs(_between(turned.angle, angle)))


def _testimony(quad: Quad, other: Quad, score: float) -> float:
    same_way = abs(_between(other.angle, quad.angle)) < 90
    nearness = quad.height / (quad.height + _distance(other, quad) / 4)
    return (score if same_way else -score) * min(other.aspect, _HEARD_UP_TO) * nearness


def _is_kin(other: Quad, quad: Quad) -> bool:
    """Tell whether the other box is a line of about the same height along the same axis."""
    along = quad.aspect < _LONG or _is_same_axis(other, quad)
    is_as_high = _KIN[0] < other.height / max(quad.height, 1e-6) < _KIN[1]
    return along and other.aspect >= _LONG and is_as_high


def _is_same_axis(one: Quad, other: Quad) -> bool:
    return abs((one.angle - other.angle + 90) % 180 - 90) < _SAME_AXIS


def _between(one: float, other: float) -> float:
    """Return the turn from one angle to the other, -180 to 180 degrees."""
    return (one - other + 180) % 360 - 180


def _distance(one: Quad, other: Quad) -> float:
    return hypot(one.centre.x - other.centre.x, one.centre.y - other.centre.y)
