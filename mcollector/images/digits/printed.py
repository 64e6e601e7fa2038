"""Reads printed numbers: boxes, their direction, the likely ones, and a vote on each number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mcollector.images.digits import arranging, surroundings, words
from mcollector.images.digits.detecting import text_lines
from mcollector.images.digits.directions import directed
from mcollector.images.digits.line_reader import QUICK, LineReader
from mcollector.images.digits.numerals import (
    Run,
    can_exist,
    count_of_digits,
    in_common,
    is_number_like,
    is_one_digit,
    runs,
)
from mcollector.images.digits.quads import Quad
from mcollector.images.digits.votes import vote

_MOST_SCREENED, _MOST_READ, _MOST_LABELS, _MOST_WORDS = 60, 10, 12, 14
_DIGITS_SEEN = 6
_QUICK_PIXELS, _MOST_PIXELS = 10_000, 24_000
"""After so many pixels of line no further boxes are screened, and no further labels followed."""

_LABEL, _LINE = (2.2, 6.5), (1.8, 30.0)
_NEAREST = 3
_NUMBER_LENGTH = 12
_MISREAD = 2


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number of twelve digits that the votes agree on, and what speaks for it."""

    digits: str = field(repr=False)
    quad: Quad
    mean: float
    is_labelled: bool
    is_grouped: bool

    @property
    def passes(self) -> bool:
        """Tell whether the check digit is right."""
        return can_exist(self.digits)


@dataclass(slots=True)
class Print:
    """What was seen: boxes in reading direction, numbers agreed on, numbers cut by the frame."""

    quads: list[Quad]
    numbers: list[Number] = field(default_factory=list)
    cut_off: list[Quad] = field(default_factory=list)


class Reader:
    """Reads the numbers of one picture, line by line."""

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader

    def look(self) -> Print:
        """Return what is printed, as far as it may concern a number."""
        seen = Print(self.boxes())
        size = self._reader.size
        likely = arranging.candidates(seen.quads, _MOST_SCREENED, size)
        for quad in self._with_digits([*likely, *arranging.at_the_frame(seen.quads, size)]):
            if self._reader.spent < _MOST_PIXELS:
                self._consider(quad, seen)
        if not seen.numbers:
            self._follow_labels(seen)
        return seen

    def boxes(self) -> list[Quad]:
        """Return the boxes of all lines in reading direction."""
        found = text_lines(self._reader.networks, self._reader.grey)
        return directed(self._reader, found)

    def words(self, quads: Sequence[Quad]) -> None:
        """Read the largest lines, whatever they say."""
        lines = [quad for quad in quads if _LINE[0] <= quad.aspect <= _LINE[1]]
        for quad in sorted(lines, key=lambda quad: -quad.height)[:_MOST_WORDS]:
            self._reader.line(quad)

    def _with_digits(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return the boxes in which a quick look sees digits, those with about twelve first."""
        counted = []
        for quad in quads:
            counted.append((count_of_digits(self._reader.look(quad, QUICK)), quad))
            if self._reader.spent > _QUICK_PIXELS:
                break
        likely = [pair for pair in counted if pair[0] >= _DIGITS_SEEN]
        likely.sort(key=lambda pair: abs(pair[0] - _NUMBER_LENGTH))
        return [quad for _, quad in likely[:_MOST_READ]]

    def _follow_labels(self, seen: Print) -> None:
        """Look behind and below the label 個人番号: its number's box may have been missed."""
        shaped = [quad for quad in seen.quads if _LABEL[0] <= quad.aspect <= _LABEL[1]]
        for quad in sorted(shaped, key=lambda quad: -quad.height)[:_MOST_LABELS]:
            if self._reader.spent > _MOST_PIXELS:
                return
            if words.names_ours(self._reader.line(quad).text):
                for place in surroundings.after_label(quad):
                    self._consider(place, seen)

    def _consider(self, quad: Quad, seen: Print) -> None:
        """Add the box's number when it is one alone, whole, and not counted already."""
        alone = [run for run in runs(self._reader.line(quad)) if run.stands_alone]
        known = any(surroundings.covers(number.quad, quad) for number in seen.numbers)
        if len(alone) != 1 or known:
            return
        others = [other for other in seen.quads if not surroundings.covers(other, quad)]
        if surroundings.near_the_frame(quad, self._reader.size):
            seen.cut_off.append(quad)
        elif not (self._goes_on(quad, others) or self._is_a_piece(quad, alone[0], seen.quads)):
            seen.numbers += self._agreed(quad, alone[0], others)

    def _goes_on(self, quad: Quad, others: Sequence[Quad]) -> bool:
        """Tell whether further digits follow in the next box: sixteen are another card's.

        Laid sideways on other print, each of them has a box of its own.
        """
        return any(
            is_number_like(line)
            or (is_one_digit(line) and not surroundings.covers(quad, line.quad))
            for line in map(self._reader.line, surroundings.beside(quad, others))
        )

    def _is_a_piece(self, quad: Quad, first: Run, quads: Sequence[Quad]) -> bool:
        """Tell whether a box over the end of this one shows digits that are not this number's."""
        over = surroundings.reaching_out(quad, quads)
        return any(
            _has_others(run, first) for other in over for run in runs(self._reader.line(other))
        )

    def _agreed(self, quad: Quad, first: Run, others: Sequence[Quad]) -> list[Number]:
        """Return the number on which the looks agree, unless words near it name another kind."""
        near = surroundings.neighbours(quad, others)[:_NEAREST]
        labels = [first.before, *(self._reader.line(other).text for other in near)]
        if any(map(words.names_another, (*labels[:2], first.after))):
            return []
        result = vote(self._reader, quad)
        if result is None:
            return []
        is_labelled = any(map(words.names_ours, labels))
        return [Number(result.digits, quad, result.mean, is_labelled, result.is_grouped)]


def _has_others(run: Run, first: Run) -> bool:
    """Tell whether the run has more digits than the number, or such as are not read in it."""
    same = in_common(run.digits, first.digits)
    return len(run.digits) > _NUMBER_LENGTH or same < len(run.digits) - _MISREAD
