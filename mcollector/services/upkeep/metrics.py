"""Counts and ages for the operator's monitoring, of nobody in particular."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

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
    signed = uow.first(select(Checkpoint.signed_at).order_by(Checkpoint.signed_at.desc()).limit(1))
    return Metrics(
        tasks,
        uow.now - (oldest or uow.now),
        None if signed is None else uow.now - signed,
        _unsigned(uow),
    )


def _unsigned(uow: UnitOfWork) -> int:
    newest = select(Checkpoint.company_id, func.max(Checkpoint.size).label("size"))
    signed = {row.company_id: row.size for row in uow.rows(newest.group_by(Checkpoint.company_id))}
    logs = uow.rows(select(AuditLog.company_id, AuditLog.size))
    return sum(log.size - signed.get(log.company_id, 0) for log in logs)


def count_company(uow: UnitOfWork) -> dict[str, Counter[str]]:
    """Return the company's letters, people and documents, each by state."""
    return {name: _by_state(uow, table) for name, table in COUNTED.items()}


def _by_state(uow: UnitOfWork, table: type[Letter | Person | Document]) -> Counter[str]:
    counts = select(table.state, func.count().label("n")).group_by(table.state)
    return Counter({row.state.value: row.n for row in uow.rows(counts)})
