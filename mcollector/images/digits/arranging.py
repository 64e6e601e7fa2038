"""Which boxes may hold a number: puts boxes of one line together and ranks them, before reading."""

from collections.abc import Sequence

from mcollector.images.digits.quads import Point, Quad, turn
from mcollector.images.digits.surroundings import SAME_LINE, is_as_high, near_the_frame

_SHORTEST, _LONGEST = 4.5, 18.0
"""Aspects of twelve digits, alone or behind a label in the same box."""

_USUAL = (5.5, 13.0)
_PIECE = (0.5, 9.0)
_MOST_PIECES, _JOINED, _MOST_AT_FRAME = 14, 15.0, 4
_GAP, _OVERLAP = 2.6, -0.8
"""In heights of the line: how far away a next piece is, or how much it shares."""

_SAME_WAY = 45


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
    boxes = []
    for piece in pieces:
        chain = [piece]
        while (following := nexts[chain[-1]]) is not None and len(chain) < _MOST_PIECES:
            chain.append(following)
            boxes.append(_around(chain))
    return [quad for quad in boxes if _USUAL[0] <= quad.aspect <= _JOINED]


def _unlikely(quad: Quad) -> tuple[bool, float]:
    return not _USUAL[0] <= quad.aspect <= _USUAL[1], -quad.height


def _next(piece: Quad, others: Sequence[Quad]) -> Quad | None:
    best, nearest = None, _GAP
    for other in others:
        along, across = piece.place_of(other.centre)
        gap = along - (piece.aspect + other.width / max(piece.height, 1e-6)) / 2
        fits = abs(across) < SAME_LINE and is_as_high(piece, other) and _same_way(piece, other)
        if fits and along > 0 and _OVERLAP < gap < nearest:
            best, nearest = other, gap
    return best


def _same_way(one: Quad, other: Quad) -> bool:
    return abs(turn(one.angle, other.angle)) < _SAME_WAY


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
