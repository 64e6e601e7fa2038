"""Rosters: upload, look, choose, run; nothing is saved or mailed before 「実行」."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, MoveRefused, NotFound, RuleBroken
from mcollector.rules.rights import Deed
from mcollector.rules.roster import Roster
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import say
from mcollector.services import roster_people, roster_reading
from mcollector.services.permissions import need
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.work.unit import UnitOfWork

KEPT = timedelta(hours=24)
"""How long an uploaded file waits for 「実行」 (architecture §9, rosters)."""


class RosterGone(RuleBroken):
    """The file was forgotten after its day, or dropped; nobody was added from it."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "この名簿は、アップロードから24時間が過ぎたため消しました。"
                "1名も登録していません。もう一度アップロードしてください。"
            )
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """How the file was understood, and who in it is new; `parsed` holds rows and errors.

    `encoding` is what the office chose, "" where it was found out.
    """

    id: UUID
    encoding: str
    parsed: Roster
    new: int
    known: frozenset[int]

    @property
    def can_run(self) -> bool:
        """Tell whether 「実行」 would add everybody named."""
        return not self.parsed.errors and self.new > 0

    @property
    def wrong_lines(self) -> int:
        """Return how many lines have something to correct."""
        return len({error.line for error in self.parsed.errors})


@dataclass(frozen=True, slots=True)
class RunResult:
    """What 「実行」 did: the batch of letters, people added, people already there."""

    batch_id: UUID | None
    added: int
    unchanged: int


def upload(uow: UnitOfWork, data: bytes, *, encoding: str = "", header: str = "") -> UUID:
    """Keep the file, sealed for a day, and return its id; raises FieldRefused for a hopeless one.

    Every hopeless case (empty, too large, not a text) is refused before anything is stored. An
    unknown word for `encoding` or `header` means: find out.
    """
    need(uow, Deed.ROSTER)
    row = RosterFile(
        id=uuid4(),
        company_id=uow.actor.company_id,
        account_id=uow.actor.id or uow.actor.company_id,
        encoding=roster_reading.encoding_word(encoding),
        header=roster_reading.header_word(header),
        columns="",
        uploaded_at=uow.now,
    )
    roster_reading.read(row, data)
    uow.seal_file(row, "content", data)
    uow.record(Action.ROSTER_UPLOADED, row=uow.add(row))
    return row.id


def choose(
    uow: UnitOfWork, roster_id: UUID, *, columns: Sequence[str], encoding: str, header: str
) -> None:
    """Change how the file is read; the preview follows.

    Raises FieldRefused when nothing could be read that way; the reading before is kept.
    """
    row = _waiting(uow, roster_id)
    row.columns = roster_reading.signs_of(columns)
    row.encoding = roster_reading.encoding_word(encoding)
    row.header = roster_reading.header_word(header)
    _opened(uow, row)
    uow.record(Action.ROSTER_UPLOADED, row=row, step="choose")


def preview(uow: UnitOfWork, roster_id: UUID) -> Preview:
    """Return how the file reads now; opening it writes a line. Raises RosterGone, MoveRefused."""
    row = _waiting(uow, roster_id)
    parsed = _opened(uow, row)
    known = roster_people.known_lines(uow, parsed.rows)
    return Preview(row.id, row.encoding, parsed, len(parsed.rows) - len(known), known)


def is_run(uow: UnitOfWork, roster_id: UUID) -> bool:
    """Tell whether 「実行」 was pressed for the file."""
    need(uow, Deed.ROSTER)
    return uow.get(RosterFile, roster_id).state is RosterState.RUN


def run(uow: UnitOfWork, roster_id: UUID) -> RunResult:
    """Add everybody new and queue their invitations in this unit; a second run changes nothing.

    Raises FieldRefused while the file has errors, RosterGone when it was forgotten.
    """
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state is RosterState.RUN:
        return RunResult(row.batch_id, row.people, 0)
    parsed = _opened(uow, _waiting(uow, roster_id))
    if parsed.errors:
        raise FieldRefused(_WRONG)
    batch_id, added = roster_people.add_new(uow, parsed.rows)
    row.state, row.run_at, row.batch_id, row.people = RosterState.RUN, uow.now, batch_id, added
    uow.drop_file(row, "content")
    uow.record(Action.ROSTER_RUN, row=row, added=added)
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


def batch_of(uow: UnitOfWork, roster_id: UUID) -> UUID | None:
    """Return the batch of letters the roster's run queued, None when it added nobody.

    Raises NotFound before 「実行」.
    """
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id)
    if row.state is not RosterState.RUN:
        raise NotFound
    return row.batch_id


def _waiting(uow: UnitOfWork, roster_id: UUID) -> RosterFile:
    """Return the file that waits for 「実行」."""
    need(uow, Deed.ROSTER)
    row = uow.get(RosterFile, roster_id)
    if row.state is RosterState.RUN:
        raise MoveRefused
    if row.state is RosterState.DROPPED or uow.now - row.uploaded_at >= KEPT:
        raise RosterGone
    return row


def _opened(uow: UnitOfWork, row: RosterFile) -> Roster:
    return roster_reading.read(row, uow.open_file(row, "content", Purpose.ROSTER))
