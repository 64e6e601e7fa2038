"""Counts and ages for the operator's monitoring, of nobody in particular."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from mcollector.services.audit import notes
from mcollector.services.outbox import OPEN
from mcollector.store.audit import AuditLog, Checkpoint
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

COUNTED: dict[str, type[Letter | Person | Document]] = {
    "letters": Letter,
    "people": Person,
    "documents": Document,
}

TASK_STATES = tuple(OutboxState)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The state of the installation: tasks by state, the oldest due one, the log's signatures.

    `unsigned` lines stand behind no checkpoint yet; `since_checkpoint` is None before the first.
    """

    tasks: Counter[str]
    oldest_due: timedelta
    since_checkpoint: timedelta | None
    unsigned: int


def load_metrics(uow: UnitOfWork) -> Metrics:
    """Return the state of the installation (a system unit)."""
    by_state = select(OutboxRow.state, func.count().label("n")).group_by(OutboxRow.state)
    tasks = Counter({row.state.value: row.n for row in uow.rows(by_state)})
    due = select(OutboxRow.next_at).where(OutboxRow.state.in_(OPEN), OutboxRow.next_at <= uow.now)
    oldest = uow.first(due.order_by(OutboxRow.next_at).limit(1))
    lengths = {
        log.company_id: log.size for log in uow.rows(select(AuditLog.company_id, AuditLog.size))
    }
    signed = _newest_signed(uow, lengths)
    return Metrics(
        tasks,
        uow.now - (oldest or uow.now),
        min((uow.now - row.signed_at for row in signed), default=None),
        sum(lengths.values()) - sum(row.size for row in signed),
    )


def _newest_signed(uow: UnitOfWork, logs: Iterable[UUID]) -> list[Checkpoint]:
    """Return the newest checkpoint of each log that has one: what verifies, not what claims to."""
    public = notes.audit_key(uow)
    newest = (notes.newest_row(uow, public, company_id)[0] for company_id in logs)
    return [row for row in newest if row is not None]


def count_company(uow: UnitOfWork) -> dict[str, Counter[str]]:
    """Return the company's letters, people and documents, each by state."""
    return {name: _by_state(uow, table) for name, table in COUNTED.items()}


def _by_state(uow: UnitOfWork, table: type[Letter | Person | Document]) -> Counter[str]:
    counts = select(table.state, func.count().label("n")).group_by(table.state)
    return Counter({row.state.value: row.n for row in uow.rows(counts)})
