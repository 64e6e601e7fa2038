"""What lies around a box: the words before it, what touches its ends, the picture's frame."""

from collections.abc import Sequence

from mcollector.images.digits.quads import Point, Quad

SAME_LINE, _SAME_HEIGHT = 0.4, 1.7
"""How far off the line's axis, in its heights, and how much higher a box of that line may be."""

_TOUCHING, _BEYOND = 0.8, 0.5
"""In heights of the line: what neighbouring boxes may share, and how far one reaches out."""

_LABEL_GAP, _NUMBER, _LINE = 0.3, 13.0, 1.15
"""In heights of the label: the gap behind it, the longest number, the distance of two lines."""


def neighbours(quad: Quad, others: Sequence[Quad]) -> list[Quad]:
    """Return the boxes that may name the number, before it or above it, the nearest first."""
    near = []
    for other in others:
        along, across = quad.place_of(other.centre)
        before = -along - (quad.aspect + other.width / quad.height) / 2
        if abs(across) < 0.8 and -0.5 < before < 9:
            near.append((before, other))
        elif -3.2 < across < -0.6 and abs(along) < quad.aspect / 2 + 3:
            near.append((-across + abs(along + quad.aspect / 2) / 4, other))
    return [other for _, other in sorted(near, key=lambda pair: pair[0])]


def beside(quad: Quad, others: Sequence[Quad]) -> list[Quad]:
    """Return the boxes that touch the line's two ends: digits there belong to it."""
    boxes = []
    for other in others:
        along, across = quad.place_of(other.centre)
        gap = abs(along) - (quad.aspect + other.width / quad.height) / 2
        if abs(across) < SAME_LINE and -_TOUCHING < gap < 1.6 and is_as_high(quad, other):
            boxes.append(other)
    return boxes


def reaching_out(quad: Quad, others: Sequence[Quad]) -> list[Quad]:
    """Return the boxes that hold a part of the line and go on beyond one of its ends."""
    boxes = []
    for other in others:
        along, across = quad.place_of(other.centre)
        half, own = other.width / max(quad.height, 1e-6) / 2, quad.aspect / 2
        overlaps = abs(along) < half + own - _TOUCHING
        goes_beyond = abs(along) + half > own + _BEYOND
        on_line = abs(across) < SAME_LINE and is_as_high(quad, other) and quad.is_level_with(other)
        if other != quad and overlaps and goes_beyond and on_line:
            boxes.append(other)
    return boxes


def is_as_high(one: Quad, other: Quad) -> bool:
    """Tell whether both boxes may hold signs of one line."""
    return 1 / _SAME_HEIGHT < one.height / max(other.height, 1e-6) < _SAME_HEIGHT


def after_label(label: Quad) -> list[Quad]:
    """Return where a number may stand whose box was not found: behind its label, or below it."""
    first, second, third, fourth = label.corners
    height = label.height / max(label.width, 1e-6)
    start, end = 1 + _LABEL_GAP * height, 1 + (_LABEL_GAP + _NUMBER) * height
    behind = longer(label, -start, end - 1)
    across = (fourth.x - first.x) * _LINE, (fourth.y - first.y) * _LINE
    line = Quad(
        (
            first,
            _along(first, second, _NUMBER * height),
            _along(fourth, third, _NUMBER * height),
            fourth,
        )
    )
    moved = (Point(corner.x + across[0], corner.y + across[1]) for corner in line.corners)
    return [behind, Quad(tuple(moved))]  # type: ignore[arg-type]


def longer(quad: Quad, before: float, after: float) -> Quad:
    """Return the box made longer at its start and its end by these shares of its length."""
    first, second, third, fourth = quad.corners
    return Quad(
        (
            _along(first, second, -before),
            _along(first, second, 1 + after),
            _along(fourth, third, 1 + after),
            _along(fourth, third, -before),
        )
    )


def _along(start: Point, end: Point, share: float) -> Point:
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def covers(one: Quad, other: Quad) -> bool:
    """Tell whether the other box's middle lies in this one: both hold the same print."""
    along, across = one.place_of(other.centre)
    return one == other or (abs(across) < 0.5 and abs(along) < one.aspect / 2)


def near_the_frame(quad: Quad, size: tuple[int, int]) -> bool:
    """Tell whether a corner lies so near the picture's edge that the line may go on outside."""
    margin = min(quad.height * 0.35, max(size) * 0.02)
    return any(_outside(corner, size, margin) for corner in quad.corners)


def _outside(corner: Point, size: tuple[int, int], margin: float) -> bool:
    within_across = margin < corner.x < size[0] - margin
    return not (within_across and margin < corner.y < size[1] - margin)
