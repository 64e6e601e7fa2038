"""A roster (名簿): the list of people to invite, read tolerantly and judged all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mcollector.rules.letters.addresses import mail_key
from mcollector.rules.roster.cells import Record
from mcollector.rules.roster.columns import Column, Layout, layout_by_place, layout_by_titles
from mcollector.rules.roster.decode import Encoding
from mcollector.rules.roster.errors import (
    INCOMPLETE,
    RowError,
    same_mail,
    same_person,
    shown,
    shown_row,
)
from mcollector.rules.roster.rows import Allowance, Allowances, Row, read_row, row_error
from mcollector.rules.roster.sources import Source, source_of
from mcollector.rules.text.names import fold, full_of

_PREVIEW = 5


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says: good rows, everything wrong, and how it was understood.

    `preview` holds the first lines as cells, `ignored` the titles of columns nobody uses. A sheet
    has no `encoding` and no `delimiter`.
    """

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]
    columns: tuple[Column, ...]
    encoding: Encoding | None
    delimiter: str
    has_header: bool
    preview: tuple[tuple[str, ...], ...] = ()
    ignored: tuple[str, ...] = ()


def parse_roster(
    data: bytes,
    *,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    header: bool | None = None,
    allow: Allowances = frozenset(),
) -> Roster:
    """Return the roster in the file; what is not given is found out.

    `columns` are words of Column, `allow` what the office ticked. Every row is either in `rows` or
    named in `errors`. Raises FieldRefused when the file as a whole cannot be read: too big, empty,
    no text.
    """
    source = source_of(data, Encoding(encoding) if encoding else None, header=header)
    layout = _layout(source, columns)
    rows, errors = _read(source, layout, allow)
    return Roster(
        rows=rows,
        errors=errors,
        columns=layout.columns,
        encoding=source.encoding,
        delimiter=source.delimiter,
        has_header=source.titles is not None,
        preview=tuple(shown_row(record.cells) for record in islice(source.records, _PREVIEW)),
        ignored=_ignored(source.titles, layout) if source.titles else (),
    )


def _layout(source: Source, columns: Sequence[str] | None) -> Layout:
    if columns is not None:
        return Layout(tuple(Column(word) for word in columns))
    by_titles = layout_by_titles(source.titles.cells) if source.titles else None
    return by_titles or layout_by_place([record.cells for record in source.body])


def _ignored(titles: Record, layout: Layout) -> tuple[str, ...]:
    named = zip(titles.cells, layout.columns, strict=False)
    return tuple(shown(title) for title, column in named if column is Column.IGNORE and title)


def _read(
    source: Source, layout: Layout, allow: Allowances
) -> tuple[tuple[Row, ...], tuple[RowError, ...]]:
    if not layout.is_complete:
        return (), (row_error(source.body[0], INCOMPLETE),)
    rows: list[Row] = []
    errors: list[RowError] = []
    lines: dict[tuple[str, str], int] = {}
    for record in source.body:
        row, faults = read_row(record, layout, source.foreign, allow)
        errors.extend(faults)
        if row is None:
            continue
        key = _key(row, allow)
        first = lines.setdefault(key, row.line)
        if first == row.line:
            rows.append(row)
        else:
            errors.append(_duplicate(row, first, by_name=bool(key[1])))
    return tuple(rows), tuple(errors)


def _key(row: Row, allow: Allowances) -> tuple[str, str]:
    """Return what may stand once: the address, with the name where that alone tells them apart."""
    by_name = not row.mail or Allowance.SHARED in allow
    return mail_key(row.mail), fold(full_of(row)) if by_name else ""


def _duplicate(row: Row, first: int, *, by_name: bool) -> RowError:
    why = same_person(first) if by_name else same_mail(first)
    return RowError(row.line, Column.MAIL, row.mail, why.cause, why.remedy)
