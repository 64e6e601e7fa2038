"""Is the print blurred? Judged on lines of text only: backgrounds may be as soft as they like."""

from statistics import median

from mcollector.images.digits.quads import Quad
from mcollector.images.look.page_examination import PageExamination
from mcollector.images.look.softness import BLURRED, level_below, soft_edges, softness, upright

_PAPER, _MOST = 0.9, 0.85
_LINES, _SHAPE, _FEW = 8, (2.5, 16.0), 2
_SOFT_EDGES = 3.2
"""σ in pixels of a picture 1,600 px long: a card's digits are then 25 to 50 high."""


def is_blurred(page: PageExamination, *, is_dark: bool) -> tuple[bool, Quad | None]:
    """Tell whether the print is too soft to read, and which line is the softest.

    Where print was looked for and hardly a line was found, it is taken for too soft altogether,
    but in the dark, which hides lines too, only if the strongest edges of the picture are soft.
    Where no print is read these are judged alone, and nothing is told in the dark.
    """
    if not page.print_was_read:
        return not is_dark and _has_soft_edges(page), None
    measured = [(blur, quad) for quad in lines_of(page) if (blur := softness(page.grey, quad))]
    if len(measured) < _FEW and page.number_quad is None:
        return not page.codes and (not is_dark or _has_soft_edges(page)), None
    if not measured or median(blur for blur, _ in measured) < BLURRED:
        return False, None
    return True, max(measured, key=lambda pair: pair[0])[1]


def _has_soft_edges(page: PageExamination) -> bool:
    return soft_edges(page.grey) > _SOFT_EDGES


def lines_of(page: PageExamination) -> list[Quad]:
    """Return the number's line, or else lines of the usual height: titles stay legible longer."""
    return _usual_lines(page) if page.number_quad is None else [page.number_quad]


def most_brightness(page: PageExamination) -> int:
    """Return the brightness, 0 to 255, that only a seventh of the page passes."""
    return level_below(page.grey, _MOST)


def paper_brightness(page: PageExamination) -> float:
    """Return how bright the paper behind the print is, 0 to 255; 255 where no print tells.

    A reflection lights one line or two; where hardly one was found, the number's counts.
    """
    if not page.print_was_read:
        return 255.0
    lines = _usual_lines(page)
    if len(lines) <= _FEW:
        lines = lines_of(page) if page.number_quad else []
    levels = [level_below(upright(page.grey, quad), _PAPER) for quad in lines]
    return median(levels) if levels else 255.0


def _usual_lines(page: PageExamination) -> list[Quad]:
    shaped = [quad for quad in page.quads if _SHAPE[0] <= quad.aspect <= _SHAPE[1]]
    usual = median(quad.height for quad in shaped) if shaped else 0.0
    return sorted(shaped, key=lambda quad: abs(quad.height - usual))[:_LINES]
