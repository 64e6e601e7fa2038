"""In which direction each box is read: a box found by its shape alone may be upside down."""

from collections.abc import Sequence
from math import hypot

from mcollector.images.digits.line_reader import LineReader
from mcollector.images.digits.quads import Quad, turn

_LONG, _WITNESSES = 1.8, 3
_HEARD_UP_TO = 10.0
_KIN = (0.6, 1.7)

Scored = tuple[Quad, float]


def directed(reader: LineReader, quads: Sequence[Quad]) -> list[Quad]:
    """Return the boxes in reading direction; short ones follow their neighbours.

    Where these lie across each other, as around a card laid sideways on print, a short box is
    returned in both directions: those that follow one another on a line tell which one was right.
    """
    scored = [(quad, reader.upside_down(quad) if quad.aspect >= _LONG else 0.0) for quad in quads]
    return [turned for quad, score in scored for turned in _turned(quad, score, scored)]


def _turned(quad: Quad, score: float, scored: Sequence[Scored]) -> list[Quad]:
    kin = [pair for pair in scored if pair[0] is not quad and _is_kin(pair[0], quad)]
    kin.sort(key=lambda pair: _distance(pair[0], quad))
    if quad.aspect >= _LONG:
        return [_heard(quad, score, kin[:_WITNESSES])]
    along = [pair for pair in kin if pair[0].is_level_with(kin[0][0])]
    across = [pair for pair in kin if not pair[0].is_level_with(kin[0][0])]
    return [_like(quad, group[:_WITNESSES]) for group in (along, across) if group] or [quad]


def _heard(quad: Quad, score: float, nearest: Sequence[Scored]) -> Quad:
    """Return the box as it is read: its own look counts by its length, its neighbours' by nearness.

    Digits like 9099 look right both ways; the lines around them do not.
    """
    total = score * quad.aspect + sum(_testimony(quad, *pair) for pair in nearest)
    return quad.turned(2) if total > 0 else quad


def _like(quad: Quad, nearest: Sequence[Scored]) -> Quad:
    """Return a box too short to tell, read as its surest neighbour is."""
    model, score = max(nearest, key=lambda pair: abs(pair[1]) * pair[0].aspect)
    angle = (model.turned(2) if score > 0 else model).angle
    turns = (quad.turned(quarters) for quarters in range(4))
    return min(turns, key=lambda turned: abs(turn(turned.angle, angle)))


def _testimony(quad: Quad, other: Quad, score: float) -> float:
    same_way = abs(turn(other.angle, quad.angle)) < 90
    nearness = quad.height / (quad.height + _distance(other, quad) / 4)
    return (score if same_way else -score) * min(other.aspect, _HEARD_UP_TO) * nearness


def _is_kin(other: Quad, quad: Quad) -> bool:
    """Tell whether the other box is a line of about the same height along the same axis.

    A short one may lie along either axis: one of its sides is the height.
    """
    if other.aspect < _LONG:
        return False
    if quad.aspect < _LONG:
        return _is_as_high(other, quad.height) or _is_as_high(other, quad.width)
    return other.is_level_with(quad) and _is_as_high(other, quad.height)


def _is_as_high(other: Quad, height: float) -> bool:
    return _KIN[0] < other.height / max(height, 1e-6) < _KIN[1]


def _distance(one: Quad, other: Quad) -> float:
    return hypot(one.centre.x - other.centre.x, one.centre.y - other.centre.y)
