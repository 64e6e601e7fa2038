"""How the paper lies in the picture: which turn sets it upright, and what a preview may show."""

from collections import Counter
from collections.abc import Callable

from mcollector.images.digits.quads import Quad
from mcollector.images.examination import Place
from mcollector.images.look.page_examination import PageExamination

_MARGIN = 0.04
_LONG = 2.5


def pose(page: PageExamination, place: Callable[[Quad], Place]) -> tuple[int, Place | None]:
    """Return the degrees clockwise that set the print upright, and the box around what was read.

    The box is a proposal for a preview only: a card's edges cannot be found reliably.
    """
    codes = [code.quad for code in page.codes]
    lines = [quad for quad in page.quads if quad.aspect >= _LONG]
    if page.number_quad is not None:
        lines.append(page.number_quad)
    boxes = [place(quad) for quad in (*codes, *lines)]
    return _turn(page.number_quad, codes, lines), _around(boxes)


def _turn(number: Quad | None, codes: list[Quad], lines: list[Quad]) -> int:
    """Trust the number's own line most, then a code, then what most lines say."""
    surest = [quad for quad in (number, *codes) if quad is not None][:1]
    votes = Counter[int]()
    for quad in surest or lines:
        votes[round(-quad.angle / 90) % 4 * 90] += round(quad.width)
    return votes.most_common(1)[0][0] if votes else 0


def _around(boxes: list[Place]) -> Place | None:
    if not boxes:
        return None
    return Place(
        max(0.0, round(min(box.left for box in boxes) - _MARGIN, 4)),
        max(0.0, round(min(box.top for box in boxes) - _MARGIN, 4)),
        min(1.0, round(max(box.right for box in boxes) + _MARGIN, 4)),
        min(1.0, round(max(box.bottom for box in boxes) + _MARGIN, 4)),
    )
