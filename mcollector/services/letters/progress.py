"""The progress of a batch of letters: what the office sees after 「実行」."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.letters.reasons import reason
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence
from mcollector.services.letters.queue import UNFINISHED
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter that could not be delivered: to whom, and why in words."""

    person_id: UUID | None
    name: str
    mail: str
    reason: Sentence | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of a batch; `waiting` includes letters that are tried again later.

    A letter that a newer one replaced before it went is counted nowhere.
    """

    total: int
    sent: int
    failed: int
    waiting: int
    failures: tuple[FailedLetter, ...]


def progress(uow: UnitOfWork, batch_id: UUID) -> Progress:
    """Return how many letters of the batch were sent, failed, or wait."""
    require(uow, Permission.LETTERS)
    states = select(Letter.state, func.count().label("n")).where(Letter.batch_id == batch_id)
    counts = {row.state: row.n for row in uow.rows(states.group_by(Letter.state))}
    total = sum(n for letter_state, n in counts.items() if letter_state is not LetterState.VOID)
    sent, failed = counts.get(LetterState.SENT, 0), counts.get(LetterState.FAILED, 0)
    waiting = sum(counts.get(state, 0) for state in UNFINISHED)
    return Progress(total, sent, failed, waiting, _failures(uow, batch_id))


def _failures(uow: UnitOfWork, batch_id: UUID) -> tuple[FailedLetter, ...]:
    query = (
        select(Letter.person_id, Account.name, Account.mail, Letter.code)
        .join(Letter, (Letter.account_id == Account.id))
        .where(Letter.batch_id == batch_id, Letter.state == LetterState.FAILED)
    )
    rows = uow.rows(query.order_by(Account.mail).limit(100))
    return tuple(FailedLetter(row.person_id, row.name, row.mail, reason(row.code)) for row in rows)
