"""Is the print blurred? Judged on lines of text only: backgrounds may be as soft as they like."""

from statistics import median

from mcollector.images.page_looks import PageLook
from mcollector.images.quads import Quad
from mcollector.images.softness import level_below, soft_edges, softness, upright

_BLURRED = 0.038
"""The blur's σ as a share of the line's height from which it should be taken again."""

_PAPER = 0.9
_LINES, _SHAPE, _FEW = 8, (2.5, 16.0), 2
_SOFT_EDGES = 3.2
"""σ in pixels of a picture 1,600 px long: a card's digits are then 25 to 50 high."""


def is_blurred(page: PageLook) -> tuple[bool, Quad | None]:
    """Tell whether the print is too soft to read, and which line is the softest.

    Where print was looked for and hardly a line was found, it is taken for too soft altogether;
    where no print is read, the strongest edges of the picture are judged instead.
    """
    if not page.print_was_read:
        return soft_edges(page.grey) > _SOFT_EDGES, None
    measured = [(blur, quad) for quad in lines_of(page) if (blur := softness(page.grey, quad))]
    if len(measured) < _FEW and page.number_quad is None:
        return not page.codes, None
    if not measured or median(blur for blur, _ in measured) < _BLURRED:
        return False, None
    return True, max(measured, key=lambda pair: pair[0])[1]


def lines_of(page: PageLook) -> list[Quad]:
    """Return the number's line, or else lines of the usual height: titles stay legible longer."""
    if page.number_quad is not None:
        return [page.number_quad]
    shaped = [quad for quad in page.quads if _SHAPE[0] <= quad.aspect <= _SHAPE[1]]
    usual = median(quad.height for quad in shaped) if shaped else 0.0
    return sorted(shaped, key=lambda quad: abs(quad.height - usual))[:_LINES]


def paper_brightness(page: PageLook) -> float:
    """Return how bright the paper behind the print is, 0 to 255; 255 where no print was found."""
    levels = [level_below(upright(page.grey, quad), _PAPER) for quad in lines_of(page)]
    return median(levels) if levels else 255.0
