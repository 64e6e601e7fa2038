"""Which boxes may hold a number: puts boxes of one line together and ranks them, before reading."""

from collections.abc import Sequence

from mcollector.images.quads import Point, Quad

_SHORTEST, _LONGEST = 4.5, 18.0
"""Aspects of twelve digits, alone or behind a label in the same box."""

_USUAL = (5.5, 13.0)
_PIECE = (0.5, 9.0)
_MOST_PIECES, _JOINED, _MOST_AT_FRAME = 14, 15.0, 4
_SAME_LINE, _SAME_HEIGHT, _GAP, _OVERLAP = 0.4, 1.7, 2.6, -0.8
"""In heights of the line: how far off its axis, how much higher, how far away a next piece is."""


_TOUCHING, _BEYOND = 0.8, 0.5
"""In heights of the line: what neighbouring boxes may share, and how far one reaches out."""

_LABEL_GAP, _NUMBER, _LINE = 0.3, 13.0, 1.15
"""In heights of the label: the gap behind it, the longest number, the distance of two lines."""


def candidates(quads: Sequence[Quad], most: int, size: tuple[int, int]) -> list[Quad]:
    """Return up to `most` boxes shaped like a number, the likeliest first; `size` is the picture's.

    None at the frame: a tablecloth of print ends there too.
    """
    return [quad for quad in _whole_or_joined(quads) if not near_the_frame(quad, size)][:most]


def at_the_frame(quads: Sequence[Quad], size: tuple[int, int]) -> list[Quad]:
    """Return a few of those at the frame, to say "cut off"."""
    return [quad for quad in _whole_or_joined(quads) if near_the_frame(quad, size)][:_MOST_AT_FRAME]


def shaped(quads: Sequence[Quad]) -> list[Quad]:
    """Return those of the boxes that are shaped like a number, the likeliest first."""
    shaped = [quad for quad in quads if _SHORTEST <= quad.aspect <= _LONGEST]
    return sorted(shaped, key=_unlikely)


def _whole_or_joined(quads: Sequence[Quad]) -> list[Quad]:
    return shaped((*quads, *joined(quads)))


def joined(quads: Sequence[Quad]) -> list[Quad]:
    """Return boxes around pieces that follow one another closely on one line."""
    pieces = [quad for quad in quads if _PIECE[0] <= quad.aspect <= _PIECE[1]]
    nexts = {piece: _next(piece, pieces) for piece in pieces}
    found = []
    for piece in pieces:
        chain = [piece]
        while (following := nexts[chain[-1]]) is not None and len(chain) < _MOST_PIECES:
            chain.append(following)
            found.append(_around(chain))
    return [quad for quad in found if _USUAL[0] <= quad.aspect <= _JOINED]


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
    found = []
    for other in others:
        along, across = quad.place_of(other.centre)
        gap = abs(along) - (quad.aspect + other.width / quad.height) / 2
        if abs(across) < _SAME_LINE and -_TOUCHING < gap < 1.6 and _is_as_high(quad, other):
            found.append(other)
    return found


def reaching_out(quad: Quad, others: Sequence[Quad]) -> list[Quad]:
    """Return the boxes that hold a part of the line and go on beyond one of its ends."""
    found = []
    for other in others:
        along, across = quad.place_of(other.centre)
        half, own = other.width / max(quad.height, 1e-6) / 2, quad.aspect / 2
        overlaps = abs(along) < half + own - _TOUCHING
        goes_beyond = abs(along) + half > own + _BEYOND
        on_line = abs(across) < _SAME_LINE and _is_as_high(quad, other)
        if other != quad and overlaps and goes_beyond and on_line:
            found.append(other)
    return found


def _unlikely(quad: Quad) -> tuple[bool, float]:
    return not _USUAL[0] <= quad.aspect <= _USUAL[1], -quad.height


def _is_as_high(one: Quad, other: Quad) -> bool:
    return 1 / _SAME_HEIGHT < one.height / max(other.height, 1e-6) < _SAME_HEIGHT


def _next(piece: Quad, others: Sequence[Quad]) -> Quad | None:
    best, nearest = None, _GAP
    for other in others:
        along, across = piece.place_of(other.centre)
        gap = along - (piece.aspect + other.width / max(piece.height, 1e-6)) / 2
        fits = other is not piece and abs(across) < _SAME_LINE and _is_as_high(piece, other)
        if fits and along > 0 and _OVERLAP < gap < nearest:
            best, nearest = other, gap
    return best


def _around(chain: Sequence[Quad]) -> Quad:
    """Return the box from the first piece's left edge to the last one's right edge."""
    highest = max(chain, key=lambda quad: quad.height)
    first, last = (_as_high(quad, highest.height) for quad in (chain[0], chain[-1]))
    return Quad((first.corners[0], last.corners[1], last.corners[2], first.corners[3]))


def _as_high(quad: Quad, height: float) -> Quad:
    share = (height / max(quad.height, 1e-6) - 1) / 2
    first, second, third, fourth = quad.corners
    return Quad(
        (
            _beyond(fourth, first, share),
            _beyond(third, second, share),
            _beyond(second, third, share),
            _beyond(first, fourth, share),
        )
    )


def _beyond(start: Point, end: Point, share: float) -> Point:
    return Point(end.x + (end.x - start.x) * share, end.y + (end.y - start.y) * share)


def after_label(label: Quad) -> list[Quad]:
    """Return where a number may stand whose box was not found: behind its label, or below it."""
    first, second, third, fourth = label.corners
    one = label.height / max(label.width, 1e-6)
    start, end = 1 + _LABEL_GAP * one, 1 + (_LABEL_GAP + _NUMBER) * one
    behind = longer(label, -start, end - 1)
    across = (fourth.x - first.x) * _LINE, (fourth.y - first.y) * _LINE
    line = Quad(
        (first, _along(first, second, _NUMBER * one), _along(fourth, third, _NUMBER * one), fourth)
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
