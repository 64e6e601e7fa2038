"""One row of a roster: a person to invite, or everything that is wrong with it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from mcollector.rules.errors import FieldRefused
from mcollector.rules.letters.addresses import parse_mail
from mcollector.rules.roster import errors as roster_errors
from mcollector.rules.roster.cells import Record
from mcollector.rules.roster.columns import NAMES, Column, Layout
from mcollector.rules.roster.errors import Cause, RowError, shown, shown_row
from mcollector.rules.text import names
from mcollector.rules.text.numbers_in_text import holds_number

_SPREADSHEET = re.compile(
    r"[=+].*|'.*|#+|#[A-Z0-9/]+[!?]?|[0-9.]+E\+[0-9]+", re.IGNORECASE | re.DOTALL
)

Columns = tuple[Column, ...]
Cells = dict[Column, str]


class CellRefused(Exception):
    """A cell that cannot be kept as it is, and why."""

    def __init__(self, why: Cause) -> None:
        super().__init__()
        self.why = why


class Allowance(StrEnum):
    """What the office ticked: a family shares an address; who has none gets paper."""

    SHARED = "shared"
    PAPER = "paper"


Allowances = frozenset[Allowance]


@dataclass(frozen=True, slots=True)
class Row:
    """A person as the roster names them; the names are byte for byte as written.

    `mail` is empty only where paper was allowed.
    """

    line: int
    mail: str
    family: str
    given: str
    middle: str


def read_row(
    record: Record, layout: Layout, foreign: frozenset[int], allow: Allowances = frozenset()
) -> tuple[Row | None, tuple[RowError, ...]]:
    """Return the person, or None and every error of the row; `foreign` are garbled lines."""
    columns = layout.of(record.cells)
    if why := _unreadable(record, foreign):
        return None, (row_error(record, why),)
    if columns is None:
        return None, (row_error(record, roster_errors.wrong_count(len(record.cells))),)
    cells, errors = _judged(record, columns, allow)
    return (None, errors) if errors else (_row(record.line, cells), ())


def row_error(record: Record, why: Cause) -> RowError:
    """Return the error of a whole row."""
    return _error(record, "", ",".join(shown_row(record.cells)), why)


def _error(record: Record, word: str, text: str, why: Cause) -> RowError:
    return RowError(record.line, word, shown(text), why.cause, why.remedy)


def _unreadable(record: Record, foreign: frozenset[int]) -> Cause | None:
    if record.is_broken:
        return roster_errors.UNCLOSED
    lines = range(record.line, record.last_line + 1)
    return roster_errors.FOREIGN if foreign and foreign.intersection(lines) else None


def _judged(
    record: Record, columns: Columns, allow: Allowances
) -> tuple[Cells, tuple[RowError, ...]]:
    """Return the cells made ready, by column, and everything that is wrong with them."""
    ready, errors = {}, []
    for column, cell in zip_longest(columns, record.cells):
        word, text = column or Column.IGNORE, cell or ""
        try:
            ready[word] = _ready(word, text, allow)
        except CellRefused as refused:
            errors.append(_error(record, word, text, refused.why))
    given = dict(zip(columns, record.cells, strict=False)) if errors else ready
    if not any(map(given.get, NAMES)):
        errors.append(_error(record, Column.FAMILY, "", roster_errors.NO_NAME))
    return ready, tuple(errors)


def _ready(column: Column, text: str, allow: Allowances) -> str:
    """Return the cell as it is kept; raises CellRefused."""
    if holds_number(text):
        raise CellRefused(roster_errors.NUMBER)
    if column is Column.MAIL:
        return text if not text and Allowance.PAPER in allow else _mail(text)
    if column is not Column.IGNORE and text and (why := _wrong_name(text)):
        raise CellRefused(why)
    return text


def _mail(text: str) -> str:
    try:
        return parse_mail(text)
    except FieldRefused as refused:
        raise CellRefused(roster_errors.wrong_mail(refused.sentence)) from None


def _wrong_name(text: str) -> Cause | None:
    if "\ufffd" in text or not names.is_printable(text):
        return roster_errors.GARBLED
    if len(text) > names.MAX_LENGTH:
        return roster_errors.TOO_LONG
    if "@" in text or "＠" in text:
        return roster_errors.MAIL_FOR_NAME
    return roster_errors.ARTEFACT if _SPREADSHEET.fullmatch(text) else None


def _row(line: int, cells: Cells) -> Row:
    family, given = cells.get(Column.FAMILY, ""), cells.get(Column.GIVEN, "")
    middle = cells.get(Column.MIDDLE, "")
    if not (family or given):
        family, inside, given = _split(cells.get(Column.NAME, ""))
        middle = middle or inside
    return Row(line, cells[Column.MAIL], family, given, middle)


def _split(full: str) -> tuple[str, str, str]:
    """Return family, middle, given: the first word, those between, the last one."""
    words = full.split()
    if len(words) < 2:
        return full, "", ""
    return words[0], " ".join(words[1:-1]), words[-1]
