"""Advice to take a photograph again: dark, blurred, small, cut, another side or paper, expired."""

from collections.abc import Callable, Sequence
from statistics import median

from PIL import Image

from mcollector.images.digits import shown_dates
from mcollector.images.digits.deciding import Decision
from mcollector.images.digits.quads import Quad
from mcollector.images.examination import Flag, Hint, HintCode, Place
from mcollector.images.look import layouts, sharpness, softness
from mcollector.images.look.layout import Layout
from mcollector.images.look.page_examination import PageExamination
from mcollector.images.questions import Question

Pairs = Sequence[tuple[PageExamination, Callable[[Quad], Place]]]

_LIGHT_SHARE, _DARKEST = 0.95, 122
"""The 95th percentile of brightness of a readable photograph."""

_DARKEST_MOST, _DARKEST_PAPER = 101, 92
"""A reflection makes a twentieth of the picture bright, seldom a seventh; and the paper behind most
print stays dark."""

_SMALLEST_LINE = 26
"""Pixels across a line's box: its digits are then about 18 high, and 24 is what reads well."""


def hints(
    pairs: Pairs,
    question: Question,
    decision: Decision,
    layout: Layout | None,
    light: int,
) -> tuple[Hint, ...]:
    """Return the advice, each sort once."""
    is_dark = light < _DARKEST or any(_is_dark(page) for page, _ in pairs)
    advice = [
        *([Hint(HintCode.DARK)] if is_dark else []),
        *_of_sharpness(pairs, is_dark=is_dark),
        *_of_size(pairs, decision),
        *_of_edges(pairs, decision),
        *_of_paper(pairs, question, decision, layout),
        *_of_validity(pairs, question),
    ]
    return tuple({hint.code: hint for hint in reversed(advice)}.values())[::-1]


def brightness(picture: Image.Image) -> int:
    """Return the brightness (0 to 255) that only one pixel in twenty passes."""
    return softness.level_below(picture.convert("L"), _LIGHT_SHARE)


def _is_dark(page: PageExamination) -> bool:
    most, paper = sharpness.most_brightness(page), sharpness.paper_brightness(page)
    return most < _DARKEST_MOST or paper < _DARKEST_PAPER


def _of_sharpness(pairs: Pairs, *, is_dark: bool) -> list[Hint]:
    advice = []
    for page, place in pairs:
        is_blurred, line = sharpness.is_blurred(page, is_dark=is_dark)
        if is_blurred:
            advice.append(Hint(HintCode.BLURRED, place(line) if line else None))
    return advice


def _of_size(pairs: Pairs, decision: Decision) -> list[Hint]:
    """Say "nearer" when the number's line is small, or when nothing was read and all lines are."""
    for page, place in pairs:
        if page.number_quad is not None and page.number_quad.height < _SMALLEST_LINE:
            return [Hint(HintCode.TOO_SMALL, place(page.number_quad))]
        heights = [quad.height for quad in page.quads if quad.aspect > 2]
        if not decision.numbers and heights and median(heights) < _SMALLEST_LINE:
            return [Hint(HintCode.TOO_SMALL)]
    return []


def _of_edges(pairs: Pairs, decision: Decision) -> list[Hint]:
    cut = [place(quad) for page, place in pairs for quad in page.cut_off]
    return [] if decision.numbers else [Hint(HintCode.CUT_OFF, place) for place in cut[:1]]


def _of_paper(
    pairs: Pairs, question: Question, decision: Decision, layout: Layout | None
) -> list[Hint]:
    if Flag.APPLICATION_QR in decision.flags or (layout and layout.is_refused):
        codes = [place(code.quad) for page, place in pairs for code in page.codes]
        return [Hint(HintCode.APPLICATION_QR, codes[0] if codes else None)]
    if layout is None or question.slot in layout.slots or decision.numbers:
        return []
    if not layouts.is_known(question.slot):
        return []
    is_other_side = layout in layouts.others_of(question.slot)
    return [Hint(HintCode.WRONG_SIDE if is_other_side else HintCode.OTHER_PAPER)]


def _of_validity(pairs: Pairs, question: Question) -> list[Hint]:
    if not layouts.may_expire(question.slot):
        return []
    for page, place in pairs:
        for line in page.lines:
            days = shown_dates.expiries([line.text])
            if days and max(days) < question.today:
                return [Hint(HintCode.EXPIRED, place(line.quad))]
    return []
