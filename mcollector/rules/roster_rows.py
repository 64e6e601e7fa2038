"""One row of a roster: a person to invite, or everything that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from mcollector.rules import names, roster_errors
from mcollector.rules.errors import FieldRefused
from mcollector.rules.mails import parse_mail
from mcollector.rules.numbers_in_text import holds_number
from mcollector.rules.roster_cells import Record
from mcollector.rules.roster_columns import NAMES, Column, Layout
from mcollector.rules.roster_errors import Cause, RowError, shown, shown_row

_SPREADSHEET = re.compile(
    r"[=+].*|'.*|#+|#[A-Z0-9/]+[!?]?|[0-9.]+E\+[0-9]+", re.IGNORECASE | re.DOTALL
)

Columns = tuple[Column, ...]


class Allowance(StrEnum):
    """What the office ticked: a family shares an address; who has none gets paper."""

    SHARED = "shared"
    PAPER = "paper"


Allowances = frozenset[Allowance]


@dataclass(frozen=True, slots=True)
class Row:
    """A person as the roster gives him; the names are byte for byte as written.

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
    errors = tuple(_cell_errors(record, columns, allow))
    return (None, errors) if errors else (_row(record, columns), ())


def row_error(record: Record, why: Cause) -> RowError:
    """Return the error of a whole row."""
    return _error(record, "", ",".join(shown_row(record.cells)), why)


def _error(record: Record, word: str, text: str, why: Cause) -> RowError:
    return RowError(record.line, word, shown(text), why.cause, why.remedy)


def _unreadable(record: Record, foreign: frozenset[int]) -> Cause | None:
    if record.is_broken:
        return roster_errors.UNCLOSED
    lines = range(record.line, record.last_line + 1)
    return roster_errors.FOREIGN if foreign.intersection(lines) else None


def _cell_errors(record: Record, columns: Columns, allow: Allowances) -> Iterator[RowError]:
    for column, cell in zip_longest(columns, record.cells):
        word, text = column or Column.IGNORE, cell or ""
        needs_none = word is Column.MAIL and not text and Allowance.PAPER in allow
        if not needs_none and (why := _wrong_cell(word, text)):
            yield _error(record, word, text, why)
    if not any(_cells(record, columns).get(column) for column in NAMES):
        yield _error(record, Column.FAMILY, "", roster_errors.NO_NAME)


def _wrong_cell(column: Column, text: str) -> Cause | None:
    if holds_number(text):
        return roster_errors.NUMBER
    if column is Column.MAIL:
        return _wrong_mail(text)
    if column is Column.IGNORE or not text:
        return None
    return _wrong_name(text)


def _wrong_mail(text: str) -> Cause | None:
    try:
        parse_mail(text)
    except FieldRefused as refused:
        return roster_errors.wrong_mail(refused.sentence)
    return None


def _wrong_name(text: str) -> Cause | None:
    if "\ufffd" in text or not names.is_printable(text):
        return roster_errors.GARBLED
    if len(text) > names.MAX_LENGTH:
        return roster_errors.TOO_LONG
    if "@" in text or "＠" in text:
        return roster_errors.MAIL_FOR_NAME
    return roster_errors.ARTEFACT if _SPREADSHEET.fullmatch(text) else None


def _cells(record: Record, columns: Columns) -> dict[Column, str]:
    return dict(zip(columns, record.cells, strict=False))


def _row(record: Record, columns: Columns) -> Row:
    cells = _cells(record, columns)
    family, given = cells.get(Column.FAMILY, ""), cells.get(Column.GIVEN, "")
    middle = cells.get(Column.MIDDLE, "")
    if not (family or given):
        family, inside, given = _split(cells.get(Column.NAME, ""))
        middle = middle or inside
    mail = cells[Column.MAIL] and parse_mail(cells[Column.MAIL])
    return Row(record.line, mail, family, given, middle)


def _split(full: str) -> tuple[str, str, str]:
    """Return family, middle, given: the first word, those between, the last one."""
    words = full.split()
    if len(words) < 2:
        return full, "", ""
    return words[0], " ".join(words[1:-1]), words[-1]
