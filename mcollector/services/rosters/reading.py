"""Keeping and reading a roster: the file, the office's choices, and the parse."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from mcollector.rules.errors import FieldRefused, MoveRefused, RuleBroken
from mcollector.rules.rights import Permission
from mcollector.rules.roster import roster
from mcollector.rules.roster.columns import Column
from mcollector.rules.roster.decode import NO_TEXT, Encoding, is_workbook
from mcollector.rules.roster.roster import Roster
from mcollector.rules.roster.rows import Allowance
from mcollector.rules.roster.sheets import is_sheet, marked
from mcollector.rules.roster.sources import refuse_large, source_of
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import say
from mcollector.services.permissions import require
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.work.parts import Parts
from mcollector.work.unit import UnitOfWork

KEPT = timedelta(hours=24)
"""How long an uploaded file waits for 「実行」 (architecture §9, rosters)."""

MOST_COLUMNS = 40
"""The columns a form lets the office name; a wider file's other columns are not used."""

_HEADERS = {"yes": True, "no": False}


class RosterGone(RuleBroken):
    """The file was forgotten after its day, or dropped; nobody was added from it."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "この名簿は、アップロードから24時間が過ぎたため消しました。"
                "1名も登録していません。もう一度アップロードしてください。"
            )
        )


def bytes_to_keep(parts: Parts, data: bytes) -> bytes:
    """Return what `upload.upload` keeps of a file: a text as it came, a workbook as its rows.

    A child without keys opens a workbook, which takes its time: call this before the unit begins.
    Raises FieldRefused.
    """
    refuse_large(data)
    if is_sheet(data):
        raise FieldRefused(NO_TEXT)
    return marked(parts.rows_of_workbook(data)) if is_workbook(data) else data


def waiting(uow: UnitOfWork, roster_id: UUID) -> RosterFile:
    """Return the file that waits for 「実行」; raises RosterGone, MoveRefused when it was run."""
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id)
    if row.state in (RosterState.RUN, RosterState.UNDONE):
        raise MoveRefused
    if row.state is RosterState.DROPPED or uow.now - row.uploaded_at >= KEPT:
        raise RosterGone
    return row


def open_content(uow: UnitOfWork, row: RosterFile) -> bytes:
    """Return the file's bytes; opening it writes a line."""
    return uow.open_file(row, "content", Purpose.ROSTER)


def open_roster(uow: UnitOfWork, row: RosterFile) -> Roster:
    """Return how the stored file reads now; opening it writes a line."""
    return parse_roster(row, open_content(uow, row))


def parse_roster(row: RosterFile, data: bytes) -> Roster:
    """Parse the file with the row's choices; raises FieldRefused for an unreadable one."""
    columns = row.columns
    if len(columns) == MOST_COLUMNS:
        width = len(_parse(row, data, None).columns)
        columns += (Column.IGNORE,) * (width - MOST_COLUMNS)
    return _parse(row, data, columns or None)


def refuse_hopeless(row: RosterFile, data: bytes) -> None:
    """Raise FieldRefused for a file that cannot be read with the row's choices."""
    encoding = Encoding(row.encoding) if row.encoding else None
    source_of(data, encoding, header=_HEADERS.get(row.header))


def _parse(row: RosterFile, data: bytes, columns: Sequence[str] | None) -> Roster:
    header = _HEADERS.get(row.header)
    return roster.parse_roster(
        data,
        encoding=row.encoding or None,
        columns=columns,
        header=header,
        allow=frozenset(row.allow),
    )


def chosen_allowances(words: Sequence[str]) -> tuple[Allowance, ...]:
    """Return the allowances of these words; unknown words allow nothing."""
    return tuple(allowance for allowance in Allowance if allowance.value in words)


def chosen_columns(words: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these words; a form names MOST_COLUMNS and no more."""
    return tuple(map(Column, words[:MOST_COLUMNS]))


def encoding_word(word: str) -> str:
    """Return the word of an encoding we read; for any other "", which means: find out."""
    return word if word in list(Encoding) else ""


def header_word(word: str) -> str:
    """Return "yes" or "no"; for any other word "", which means: find out."""
    return word if word in _HEADERS else ""
