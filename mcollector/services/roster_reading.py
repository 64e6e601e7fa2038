"""How a stored roster is read: the office's choices as words, kept short, and the parse."""

from collections.abc import Sequence

from mcollector.rules import roster
from mcollector.rules.roster import Column, Encoding, Roster
from mcollector.store.rosters import RosterFile

MOST_COLUMNS = 40
"""The columns a form lets the office name; a wider file's other columns are not used."""

_HEADERS = {"yes": True, "no": False}
_SIGNS = {
    Column.MAIL: "m",
    Column.NAME: "n",
    Column.FAMILY: "f",
    Column.GIVEN: "g",
    Column.MIDDLE: "d",
    Column.IGNORE: "-",
}
_COLUMNS = {sign: column.value for column, sign in _SIGNS.items()}


def read(row: RosterFile, data: bytes) -> Roster:
    """Return what the file says, read as the row tells; raises FieldRefused for a hopeless one."""
    columns = [_COLUMNS[sign] for sign in row.columns]
    if len(columns) == MOST_COLUMNS:
        width = len(_parse(row, data, None).columns)
        columns += [Column.IGNORE] * (width - MOST_COLUMNS)
    return _parse(row, data, columns or None)


def _parse(row: RosterFile, data: bytes, columns: Sequence[str] | None) -> Roster:
    header = _HEADERS.get(row.header)
    return roster.parse(data, encoding=row.encoding or None, columns=columns, header=header)


def signs_of(columns: Sequence[str]) -> str:
    """Return the columns as one sign each; a form names so many and no more."""
    return "".join(_SIGNS[Column(word)] for word in columns[:MOST_COLUMNS])


def encoding_word(word: str) -> str:
    """Return the word of an encoding we read; for any other "", which means: find out."""
    return word if word in list(Encoding) else ""


def header_word(word: str) -> str:
    """Return "yes" or "no"; for any other word "", which means: find out."""
    return word if word in _HEADERS else ""
