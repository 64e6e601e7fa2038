"""A roster's text as records of cells: delimiter, quotes, line numbers."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from mcollector.rules.text.formulas import unguard
from mcollector.rules.text.names import trim

DELIMITERS = (",", "\t", "，", "、", ";")
"""In order of preference; the full-width ones come from typing without switching the keyboard."""

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file: its first and last line (from 1) and its cells without outer spaces.

    `is_broken` marks a line whose quotes do not close.
    """

    line: int
    last_line: int
    cells: tuple[str, ...]
    is_broken: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing in it but delimiters and spaces."""
        return not any(self.cells)


def delimiter_of(text: str) -> str:
    """Return the delimiter that stands in most of the first lines; a comma if none does."""
    found: Counter[str] = Counter()
    for _, line in zip(range(_SAMPLE), StringIO(text, newline=None), strict=False):
        found.update(delimiter for delimiter in DELIMITERS if delimiter in line)
    return max(DELIMITERS, key=lambda delimiter: found[delimiter])


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends: CR, LF or both."""
    return StringIO(text, newline="").readlines()


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield every row; after a quote that does not close, reading goes on with the next line."""
    lines = lines_of(text)
    start = 0
    while start < len(lines):
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, skipinitialspace=True, strict=True)
        line = start
        try:
            for cells in reader:
                yield Record(line + 1, start + reader.line_num, trimmed(cells))
                line = start + reader.line_num
        except csv.Error:
            yield Record(line + 1, line + 1, trimmed([lines[line]]), is_broken=True)
            line += 1
        start = line


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return the cells; a line without the delimiter may have another one (`，` for `,`).

    What a file of ours wrote before a formula goes again.
    """
    if len(cells) == 1:
        other = next((sign for sign in DELIMITERS if sign in cells[0]), None)
        cells = cells[0].split(other) if other else cells
    return tuple(map(_plain, cells))


def _plain(cell: str) -> str:
    return trim(unguard(trim(cell)))
