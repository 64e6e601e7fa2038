"""The examination of one grey page: QR codes first, print only where that is needed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image

from mcollector.images import memory
from mcollector.images.digits import qr
from mcollector.images.digits.models import Networks
from mcollector.images.digits.quads import Quad
from mcollector.images.look import layouts, softness
from mcollector.images.questions import Question

if TYPE_CHECKING:
    from mcollector.images.digits.printed import Number, Print
    from mcollector.images.digits.recognised import Line


@dataclass(slots=True)
class PageExamination:
    """What was found on one page, in its own pixels."""

    grey: Image.Image = field(repr=False)
    codes: list[qr.Code] = field(default_factory=list)
    numbers: list["Number"] = field(default_factory=list)
    lines: list["Line"] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)
    cut_off: list[Quad] = field(default_factory=list)
    print_was_read: bool = False
    number_quad: Quad | None = None

    @property
    def number_quads(self) -> list[Quad]:
        """Return where numbers stand: in codes, in print, and where print confirmed a code."""
        quads = [code.quad for code in self.codes if code.content in qr.CARRIERS]
        quads += [number.quad for number in self.numbers]
        return quads + ([self.number_quad] if self.number_quad else [])


def examine_page(
    grey: Image.Image, question: Question, networks: Networks | None
) -> PageExamination:
    """Return what the page shows; a slot that carries no number is never read for one."""
    page = PageExamination(grey)
    carries = layouts.may_carry_number(question.slot)
    if carries:
        page.codes = qr.codes(grey)
    if networks is not None:
        _read(page, question, networks, carries=carries)
    return page


def _read(page: PageExamination, question: Question, networks: Networks, *, carries: bool) -> None:
    import numpy as np  # noqa: PLC0415 - optional

    from mcollector.images.digits import beside_qr, faint_codes, printed  # noqa: PLC0415 - as above
    from mcollector.images.digits.line_reader import LineReader  # noqa: PLC0415 - as above

    lines = LineReader(networks, np.asarray(page.grey))
    reader = printed.Reader(lines)
    confirmed = _are_printed(page, partial(beside_qr.place_of, lines))
    if carries and not confirmed:
        memory.give_back()
        _take(page, reader.look(), partial(faint_codes.codes_near, lines.scales))
    is_unread = not (confirmed or page.numbers)  # then the words tell which paper it is instead
    if question.words or is_unread:
        page.quads = page.quads or reader.boxes()
        reader.words(page.quads)
    page.lines = lines.lines
    page.print_was_read = True


def _are_printed(page: PageExamination, place_of: Callable[[qr.Code], Quad | None]) -> bool:
    """Tell whether every code's number is also printed beside it, and note where one is."""
    valid = [code for code in page.codes if code.content is qr.Content.NUMBER]
    for code in valid:
        page.number_quad = place_of(code)
        if page.number_quad is None:
            return False
    return bool(valid)


def _take(
    page: PageExamination, seen: "Print", codes_near: Callable[[Quad], list[qr.Code]]
) -> None:
    """Note what was seen; a number too soft to be sure of is a place, and no number.

    One that a code says as well is sure. Beside print that is not quite clear a code may have been
    missed: it is looked for once more.
    """
    page.quads, page.cut_off = seen.quads, seen.cut_off
    soft = {one: softness.softness(page.grey, one.quad) for one in seen.numbers}
    if soft and not page.codes and max(soft.values()) >= softness.CLEAR:
        page.codes = codes_near(max(soft, key=soft.__getitem__).quad)
    coded = {code.digits for code in page.codes}
    page.numbers = [
        one for one, sigma in soft.items() if sigma < softness.UNSURE or one.digits in coded
    ]
    if seen.numbers:
        page.number_quad = (page.numbers or seen.numbers)[0].quad
