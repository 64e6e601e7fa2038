"""The request letters people were sent so far, as the plan of reminders looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.letters.reminder_plan import QUIET
from mcollector.services.letters import queue
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork

CHUNK = 500
"""People asked for at once: a statement's parameters are bounded."""

LEFT_OUT = (LetterState.VOID, LetterState.FAILED)


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A request letter, sent or on its way; the invitation `reminds` of nothing.

    `at` is when it went, or was queued while it has not.
    """

    queued_at: datetime
    at: datetime
    is_waiting: bool
    reminds: bool

    def is_over(self, now: datetime) -> bool:
        """Tell whether another may follow: it went, a day or more ago."""
        return not self.is_waiting and now - self.at >= QUIET


def letters_already_sent(uow: UnitOfWork, people: Sequence[UUID]) -> dict[UUID, list[SentLetter]]:
    """Return the request letters already sent to these people, grouped by person.

    Bounced and voided ones are left out.
    """
    asking = select(
        Letter.person_id, Letter.kind, Letter.state, Letter.created_at, Letter.sent_at
    ).where(Letter.kind.in_(queue.ASKING), Letter.state.not_in(LEFT_OUT))
    by_person: dict[UUID, list[SentLetter]] = {}
    for begin in range(0, len(people), CHUNK):
        for row in uow.rows(asking.where(Letter.person_id.in_(people[begin : begin + CHUNK]))):
            letter = SentLetter(
                row.created_at,
                row.sent_at or row.created_at,
                row.state in queue.UNFINISHED,
                row.kind is not LetterKind.INVITATION,
            )
            by_person.setdefault(row.person_id, []).append(letter)
    return by_person
