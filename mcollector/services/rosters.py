"""Rosters: upload, look, choose, run; nothing is saved or mailed before 「実行」."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from mcollector.rules import roster
from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, NotFound
from mcollector.rules.rights import Deed
from mcollector.rules.roster import Roster
from mcollector.rules.sealed import Purpose
from mcollector.services import roster_people
from mcollector.services.permissions import need
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """How the file was understood, and who in it is new; `parsed` holds rows and errors."""

    id: UUID
    state: str
    parsed: Roster
    new: int
    known: frozenset[int]

    @property
    def can_run(self) -> bool:
        """Tell whether 「実行」 would add everybody named."""
        return self.state == RosterState.UPLOADED and not self.parsed.errors and self.new > 0


@dataclass(frozen=True, slots=True)
class RunResult:
    """What 「実行」 did: the batch of letters, people added, people already there."""

    batch_id: UUID | None
    added: int
    unchanged: int


def upload(uow: UnitOfWork, data: bytes, *, encoding: str = "", header: str = "") -> UUID:
    """Keep the file, sealed for a day, and return its id; raises FieldRefused for a hopeless one.

    Every hopeless case (empty, too large, not a text) is refused before anything is stored.
    """
    need(uow, Deed.ROSTER)
    roster.parse(data, encoding=encoding or None, header=_header(header))
    row = RosterFile(
        id=uuid4(),
        company_id=uow.actor.company_id,
        account_id=uow.actor.id,
        encoding=encoding,
        header=header,
        uploaded_at=uow.now,
    )
    uow.seal_file(row, "content", data)
    uow.record(Action.ROSTER_UPLOADED, row=uow.add(row))
    return row.id


def choose(
    uow: UnitOfWork, roster_id: UUID, *, columns: list[str], encoding: str, header: str
) -> None:
    """Change how the file is read; the preview follows."""
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    row.columns = ",".join(columns)
    row.encoding = encoding
    row.header = header
    uow.record(Action.ROSTER_UPLOADED, row=row, step="choose")


def preview(uow: UnitOfWork, roster_id: UUID) -> Preview:
    """Return how the file reads now; opening it writes a line."""
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id)
    parsed = _parsed(uow, row)
    known = roster_people.known_lines(uow, parsed.rows)
    return Preview(row.id, row.state, parsed, len(parsed.rows) - len(known), known)


def run(uow: UnitOfWork, roster_id: UUID) -> RunResult:
    """Add everybody new and queue their invitations in this unit; a second run changes nothing.

    Raises MoveRefused while the file has errors or was dropped.
    """
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state is RosterState.RUN:
        return RunResult(row.batch_id, row.people, 0)
    parsed = _parsed(uow, row) if row.state is RosterState.UPLOADED else None
    if parsed is None or parsed.errors:
        raise MoveRefused
    batch_id, added = roster_people.add_new(uow, parsed.rows)
    row.state, row.run_at, row.batch_id, row.people = RosterState.RUN, uow.now, batch_id, added
    uow.drop_file(row, "content")
    uow.record(Action.ROSTER_RUN, row=row, added=added)
    return RunResult(batch_id, added, len(parsed.rows) - added)


def drop(uow: UnitOfWork, roster_id: UUID) -> None:
    """Forget an uploaded file that was not run."""
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state is RosterState.UPLOADED:
        row.state = RosterState.DROPPED
        uow.drop_file(row, "content")
        uow.record(Action.ROSTER_DROPPED, row=row)


def batch_of(uow: UnitOfWork, roster_id: UUID) -> UUID:
    """Return the batch of letters the roster's run queued; NotFound before 「実行」."""
    need(uow, Deed.ROSTER)
    batch_id = uow.get(RosterFile, roster_id).batch_id
    if batch_id is None:
        raise NotFound
    return batch_id


def _parsed(uow: UnitOfWork, row: RosterFile) -> Roster:
    data = uow.open_file(row, "content", Purpose.ROSTER)
    return roster.parse(
        data,
        encoding=row.encoding or None,
        columns=row.columns.split(",") if row.columns else None,
        header=_header(row.header),
    )


def _header(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)
