"""Rosters: upload, choose, run; nothing is saved or mailed before 「実行」."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, NotFound
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.permissions import require
from mcollector.services.rosters import people, reading
from mcollector.services.rosters.people import Adding
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class RunResult:
    """What 「実行」 did: the batch of letters, people added, people already there."""

    batch_id: UUID | None
    added: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run roster: its letters (None when none go), its people, undone or not.

    `without_mail` counts those who get paper.
    """

    batch_id: UUID | None
    added: int
    without_mail: int
    is_undone: bool


def upload(uow: UnitOfWork, data: bytes, *, encoding: str = "", header: str = "") -> UUID:
    """Keep the file, sealed for a day, and return its id; raises FieldRefused if unreadable.

    `data` is what `reading.bytes_to_keep` makes of what was uploaded.
    Every hopeless case (empty, too large, not a text) is refused before anything is stored. An
    unknown word for `encoding` or `header` means: find out.
    """
    require(uow, Permission.ROSTER)
    row = RosterFile(
        id=uuid4(),
        company_id=uow.actor.company_id,
        account_id=uow.actor.id or uow.actor.company_id,
        encoding=reading.encoding_word(encoding),
        header=reading.header_word(header),
        columns=(),
        allow=(),
        uploaded_at=uow.now,
    )
    reading.refuse_hopeless(row, data)
    uow.seal_file(row, "content", data)
    uow.record(Action.ROSTER_UPLOADED, row=uow.add(row))
    return row.id


def choose(
    uow: UnitOfWork, roster_id: UUID, *, columns: Sequence[str], encoding: str, header: str
) -> None:
    """Change how the file is read; the preview follows.

    Raises FieldRefused when nothing could be read that way; the reading before is kept.
    """
    row = reading.waiting(uow, roster_id)
    row.columns = reading.chosen_columns(columns)
    row.encoding = reading.encoding_word(encoding)
    row.header = reading.header_word(header)
    reading.open_roster(uow, row)
    uow.record(Action.ROSTER_COLUMNS_CHOSEN, row=row)


def allow(uow: UnitOfWork, roster_id: UUID, words: Sequence[str]) -> None:
    """Change what the office allows (words of Allowance); the preview follows."""
    row = reading.waiting(uow, roster_id)
    row.allow = reading.chosen_allowances(words)
    uow.record(Action.ROSTER_ALLOWED, row=row)


def is_run(uow: UnitOfWork, roster_id: UUID) -> bool:
    """Tell whether 「実行」 was pressed for the file."""
    require(uow, Permission.ROSTER)
    return uow.get(RosterFile, roster_id).state in _RUN


_RUN = (RosterState.RUN, RosterState.UNDONE)


def run(
    uow: UnitOfWork, roster_id: UUID, *, only_good: bool = False, send_at: datetime | None = None
) -> RunResult:
    """Add everybody new and queue their invitations in this unit; a second run changes nothing.

    The letters go at `send_at`, or now. Raises FieldRefused while the file has errors, unless
    `only_good` leaves those lines out; RosterGone when it was forgotten.
    """
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state in _RUN:
        return RunResult(row.batch_id, row.people, 0)
    parsed = reading.open_roster(uow, reading.waiting(uow, roster_id))
    if parsed.errors and not only_good:
        raise FieldRefused(_WRONG)
    adding = Adding(row.id, frozenset(row.allow), send_at or uow.now)
    batch_id, ids = people.add_new(uow, parsed.rows, adding)
    added = len(ids)
    row.state, row.run_at, row.batch_id, row.people = RosterState.RUN, uow.now, batch_id, added
    uow.drop_file(row, "content")
    uow.record(Action.ROSTER_RUN, row=row, added=added, left_out=len(parsed.errors))
    return RunResult(batch_id, added, len(parsed.rows) - added)


_WRONG = say(
    "ファイルに誤りがあるため、1名も登録していません。直してから、もう一度アップロードしてください。"
)


def drop(uow: UnitOfWork, roster_id: UUID) -> None:
    """Forget an uploaded file that was not run."""
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state is RosterState.UPLOADED:
        row.state = RosterState.DROPPED
        uow.drop_file(row, "content")
        uow.record(Action.ROSTER_DROPPED, row=row)


def outcome(uow: UnitOfWork, roster_id: UUID) -> Outcome:
    """Return what became of the roster; raises NotFound before 「実行」."""
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id)
    if row.state not in _RUN:
        raise NotFound
    paper = select(Person.id).where(Person.roster_id == row.id, Person.mail == "")
    return Outcome(row.batch_id, row.people, uow.count(paper), row.state is RosterState.UNDONE)
