"""Rosters: from a file's bytes to rows, or to every error with its line, cause and remedy."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcollector.rules import roster_text
from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster_cells import Row, RowError, check_row
from mcollector.rules.roster_columns import guess_columns, has_header, header_columns
from mcollector.rules.sentences import say

__all__ = ["MAX_BYTES", "MAX_ROWS", "Roster", "Row", "RowError", "parse"]

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Roster:
    """What the file says; with errors nobody is added."""

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    has_header: bool


def parse(
    data: bytes,
    *,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    header: bool | None = None,
) -> Roster:
    """Return the roster; raises FieldRefused for a file nothing can be read from.

    `columns` overrides how the columns were understood (words of roster_columns.WORDS), `header`
    whether the first line names them, `encoding` the guess.
    """
    _refuse_size(data)
    text, used = roster_text.decode(data, encoding)
    lines, delimiter = roster_text.lines_of(text)
    if not lines:
        raise FieldRefused(say("ファイルに何も書かれていません。名簿を書いて保存してください。"))
    named = has_header(lines[0].cells) if header is None else header
    body = lines[1:] if named else lines
    if len(body) > MAX_ROWS:
        raise FieldRefused(
            say("20,000行を超えています（%(n)d行）。分けてアップロードしてください。", n=len(body))
        )
    if columns:
        used_columns = tuple(columns)
    else:
        used_columns = header_columns(lines[0].cells) if named else guess_columns(body)
    rows, errors = _check(body, used_columns)
    return Roster(rows, errors, used_columns, used, delimiter, named)


def _refuse_size(data: bytes) -> None:
    if not data.strip():
        raise FieldRefused(say("ファイルが空です。名簿を書いて保存してください。"))
    if len(data) > MAX_BYTES:
        raise FieldRefused(say("5MBを超えています。分けてアップロードしてください。"))


def _check(
    body: Sequence[roster_text.Line], columns: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[RowError, ...]]:
    rows: list[Row] = []
    errors: list[RowError] = []
    first_line: dict[str, int] = {}
    for line in body:
        checked = check_row(line, columns, first_line)
        if isinstance(checked, Row):
            rows.append(checked)
            first_line[checked.mail.lower()] = checked.line
        else:
            errors.append(checked)
    return tuple(rows), tuple(errors)
