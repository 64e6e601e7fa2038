"""What a roster that waits for 「実行」 says: its rows, whom they would add, its wrong lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.roster import wrong_lines as roster_wrong
from mcollector.rules.roster.roster import Roster
from mcollector.rules.roster.rows import Allowances
from mcollector.services.rosters import matching, reading
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """How the file was understood, and who in it is new; `parsed` holds rows and errors.

    `encoding` is what the office chose, "" where it was found out. `others` maps a line to the
    name of somebody else who has its address.
    """

    id: UUID
    encoding: str
    allow: Allowances
    parsed: Roster
    new: int
    known: frozenset[int]
    others: Mapping[int, str]

    @property
    def can_run(self) -> bool:
        """Tell whether 「実行」 would add everybody named."""
        return not self.parsed.errors and self.new > 0

    @property
    def wrong_lines(self) -> int:
        """Return how many lines have something to correct."""
        return len({error.line for error in self.parsed.errors})

    @property
    def without_mail(self) -> int:
        """Return how many rows have no address: they get paper."""
        return sum(not row.mail for row in self.parsed.rows)


def preview(uow: UnitOfWork, roster_id: UUID) -> Preview:
    """Return how the file reads now; opening it writes a line. Raises RosterGone, MoveRefused."""
    row = reading.waiting(uow, roster_id)
    parsed, allowed = reading.open_roster(uow, row), frozenset(row.allow)
    matched = matching.match_rows(uow, parsed.rows)
    new = len(matching.fresh_rows(parsed.rows, matched, allowed))
    return Preview(row.id, row.encoding, allowed, parsed, new, matched.known, matched.others)


def wrong_lines(uow: UnitOfWork, roster_id: UUID) -> bytes:
    """Return the file's wrong lines as a file in its own encoding; opening it writes a line."""
    row = reading.waiting(uow, roster_id)
    data = reading.open_content(uow, row)
    return roster_wrong.wrong_lines(data, reading.parse_roster(row, data))
