"""The outbox for the worker: claim a task with a lease, end it, find what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules.tasks import Task
from mcollector.store.outbox import OutboxRow, OutboxState
from mcollector.work.unit import UnitOfWork

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
OPEN = (OutboxState.WAITING, OutboxState.CLAIMED)
SEALED_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """A task this worker holds until its lease ends."""

    outbox_id: UUID
    company_id: UUID
    task: Task
    object_id: UUID
    attempts: int


@dataclass(frozen=True, slots=True)
class FailedJobs:
    """Tasks of one kind that were tried for the last time, and what went wrong with them."""

    task: Task
    code: str
    count: int


def company_of(uow: UnitOfWork, outbox_id: UUID) -> UUID | None:
    """Return whose task it is (a system unit); None when there is no such row."""
    return uow.first(select(OutboxRow.company_id).where(OutboxRow.id == outbox_id))


def claim(uow: UnitOfWork, outbox_id: UUID) -> Claim | None:
    """Take the task with a lease; None when it is done, not yet due, or somebody else's."""
    row = uow.first(select(OutboxRow).where(OutboxRow.id == outbox_id).with_for_update())
    if row is None or row.state not in OPEN:
        return None
    if row.next_at > uow.now:
        return None
    row.state = OutboxState.CLAIMED
    row.attempts += 1
    row.next_at = uow.now + LEASE
    return Claim(row.id, row.company_id, row.task, row.object_id, row.attempts)


def finish(uow: UnitOfWork, outbox_id: UUID, *, again_at: datetime | None = None) -> None:
    """End the task, or let it wait until `again_at`."""
    row = uow.get(OutboxRow, outbox_id, lock=True)
    row.state = OutboxState.DONE if again_at is None else OutboxState.WAITING
    row.next_at = again_at or uow.now
    row.attempts = 0


def give_back(uow: UnitOfWork, outbox_id: UUID, code: str) -> bool:
    """Note a failure by the name of its class; False when it was the last attempt."""
    row = uow.get(OutboxRow, outbox_id, lock=True)
    row.last_code = code
    last = row.attempts >= MOST_ATTEMPTS
    row.state = OutboxState.FAILED if last else OutboxState.WAITING
    row.next_at = uow.now + timedelta(seconds=10 * 2**row.attempts)
    return not last


def put_off(uow: UnitOfWork, outbox_id: UUID) -> None:
    """Let the task wait for a worker that holds its key; this was no attempt."""
    row = uow.get(OutboxRow, outbox_id, lock=True)
    row.state, row.attempts, row.last_code = OutboxState.WAITING, row.attempts - 1, "sealed"
    row.next_at = uow.now + SEALED_PAUSE


def due(uow: UnitOfWork, limit: int = 500) -> list[tuple[Task, UUID]]:
    """Return what waits past its time or lost its lease (a system unit), oldest first."""
    query = select(OutboxRow.task, OutboxRow.id).where(
        OutboxRow.state.in_(OPEN), OutboxRow.next_at <= uow.now
    )
    rows = uow.rows(query.order_by(OutboxRow.next_at).limit(limit))
    return [(row.task, row.id) for row in rows]


def failed(uow: UnitOfWork) -> list[FailedJobs]:
    """Return what was given up: of every company in a system unit, else of the actor's."""
    kinds = select(OutboxRow.task, OutboxRow.last_code, func.count().label("n"))
    lost = kinds.where(OutboxRow.state == OutboxState.FAILED)
    rows = uow.rows(lost.group_by(OutboxRow.task, OutboxRow.last_code))
    return [FailedJobs(row.task, row.last_code, row.n) for row in rows]


def retry(uow: UnitOfWork) -> int:
    """Queue again the company's tasks that were given up; return how many."""
    lost = select(OutboxRow).where(OutboxRow.state == OutboxState.FAILED)
    rows = uow.scalars(lost.with_for_update())
    for row in rows:
        row.state, row.attempts, row.next_at = OutboxState.WAITING, 0, uow.now
    return len(rows)
