"""Inside the child: one photograph becomes two clean JPEGs and all that can be told about it."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from PIL import Image

from mcollector.images.decoding import cleaning
from mcollector.images.decoding.decoding import Page, guarded, pages_of, plain
from mcollector.images.decoding.formats import Form, form_of
from mcollector.images.digits.deciding import Decision, Found, decide
from mcollector.images.digits.models import Networks
from mcollector.images.digits.numerals import without_numbers
from mcollector.images.digits.quads import Quad
from mcollector.images.examination import Examination, Flag, PictureMark, Place, Words
from mcollector.images.look import hints, layouts, poses
from mcollector.images.look.page_examination import PageExamination, examine_page
from mcollector.images.look.picture_marks import picture_mark
from mcollector.images.questions import Question
from mcollector.images.results import Cleaned
from mcollector.images.talk.examination_wire import MOST_COVERS

_FINE = 2400
"""Print is read at full size; a JPEG of more than 4,800 px is halved first."""

_LONGEST = 2 * _FINE
_MOST_WORDS, _MOST_SIGNS = 40, 60

Placing = Callable[[Quad], Place]


def examine(
    data: bytes, question: Question, networks: Networks | None
) -> tuple[Cleaned, Examination]:
    """Return the clean JPEGs and the examination; raises Refused.

    Without networks no print is read.
    """
    return guarded(lambda: _examine(data, question, networks))


class _Colours(NamedTuple):
    """What the colours give; they are let go before the networks need the memory."""

    cleaned: Cleaned
    fingerprint: PictureMark
    brightness: int
    sizes: list[tuple[int, int]]


def _examine(
    data: bytes, question: Question, networks: Networks | None
) -> tuple[Cleaned, Examination]:
    colours, greys = _separated(data)
    pages = [examine_page(grey, question, networks) for grey in greys]
    places = [
        _placing(page.grey.size, cell)
        for page, cell in zip(pages, cleaning.cells(colours.sizes), strict=True)
    ]
    return colours.cleaned, _examination(colours, pages, places, question)


def _separated(data: bytes) -> tuple[_Colours, list[Image.Image]]:
    """Return what the colours give, and the grey pages at full size.

    Only a JPEG was decoded smaller for its colours; it is decoded again, without them.
    """
    pages = pages_of(data, enough=cleaning.ENOUGH)
    sheets = cleaning.sheets_of(pages)
    colours = _Colours(
        cleaning.encoded(sheets),
        picture_mark(sheets[0]),
        min(map(hints.brightness, sheets)),
        [sheet.size for sheet in sheets],
    )
    if form_of(data) is Form.JPEG:
        pages = pages_of(data, enough=_FINE, mode="L")
    return colours, [_grey(page) for page in pages]


def _grey(page: Page) -> Image.Image:
    picture = plain(page.picture)
    if picture.mode == "RGBA":
        paper = Image.new("L", picture.size, "white")
        paper.paste(picture.convert("L"), mask=picture.getchannel("A"))
        picture = paper
    picture = picture if picture.mode == "L" else picture.convert("L")
    return page.upright(picture.reduce(2) if max(picture.size) > _LONGEST else picture)


def _placing(size: tuple[int, int], cell: tuple[float, float, float, float]) -> Placing:
    """Return how boxes on a page become places in the common picture."""
    left, top, across, down = cell

    def place(quad: Quad) -> Place:
        bounds = quad.bounds()
        x = [min(1.0, max(0.0, bounds[at] / size[0])) for at in (0, 2)]
        y = [min(1.0, max(0.0, bounds[at] / size[1])) for at in (1, 3)]
        return Place(
            round(left + x[0] * across, 4),
            round(top + y[0] * down, 4),
            round(left + x[1] * across, 4),
            round(top + y[1] * down, 4),
        )

    return place


def _examination(
    colours: _Colours,
    pages: Sequence[PageExamination],
    places: Sequence[Placing],
    question: Question,
) -> Examination:
    pairs = list(zip(pages, places, strict=True))
    decision = decide(_found(pairs))
    texts = [line.text for page in pages for line in page.lines]
    layout = layouts.seen_in(texts, question.slot, question.today)
    turn, crop = poses.pose(pages[0], places[0])
    return Examination(
        numbers=decision.numbers,
        covers=_covers(pairs),
        flags=(*decision.flags, *_unread(pages, decision)),
        words=_words(pairs),
        hints=hints.hints(pairs, question, decision, layout, colours.brightness),
        fingerprint=colours.fingerprint,
        turn=turn,
        crop=crop,
        layout=layout.code if layout else "",
        print_was_read=all(page.print_was_read for page in pages),
    )


def _found(pairs: Sequence[tuple[PageExamination, Placing]]) -> Found:
    return Found(
        [(code, place(code.quad)) for page, place in pairs for code in page.codes],
        [(number, place(number.quad)) for page, place in pairs for number in page.numbers],
        list(chain.from_iterable([line.text for line in page.lines] for page, _ in pairs)),
    )


def _covers(pairs: Sequence[tuple[PageExamination, Placing]]) -> tuple[Place, ...]:
    """Return where numbers stand, counted or not: a covered picture shows none of them."""
    quads = ((quad, place) for page, place in pairs for quad in page.number_quads)
    return tuple(dict.fromkeys(place(quad) for quad, place in quads))[:MOST_COVERS]


def _unread(pages: Sequence[PageExamination], decision: Decision) -> tuple[Flag, ...]:
    """Say that a code stands unconfirmed: no print of it was found, or none was looked for."""
    unconfirmed = any(page.codes and page.number_quad is None for page in pages)
    return (Flag.PRINT_NOT_READ,) if decision.numbers and unconfirmed else ()


def _words(pairs: Sequence[tuple[PageExamination, Placing]]) -> tuple[Words, ...]:
    """Return the lines read, without anything that could be a number."""
    words = [
        Words(text[:_MOST_SIGNS], place(line.quad))
        for page, place in pairs
        for line in page.lines
        if (text := without_numbers(line))
    ]
    return tuple(words[:_MOST_WORDS])
