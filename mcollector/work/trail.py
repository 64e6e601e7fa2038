"""The audit trail: lines are appended last, under a lock of the log's head row."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.audit.merkle import Frontier, leaf_hash
from mcollector.rules.sealed import Purpose
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Fact = str | int | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line before it is written: ids, words and digests - never a value."""

    action: Action
    subject: UUID
    table: str = ""
    row_id: UUID | None = None
    purpose: Purpose | None = None
    result: str = "ok"
    facts: dict[str, Fact] = field(default_factory=dict)


def append(connection: Connection, actor: Actor, now: datetime, lines: list[Line]) -> None:
    """Append the lines to the actor's company's log.

    The head row is locked first: locking "the last line" forks the log under concurrency.
    """
    company_id = actor.company_id
    size, frontier = _locked_head(connection, company_id)
    rows = []
    for line in lines:
        size += 1
        row = _row(company_id, size, actor, now, line)
        frontier = frontier.append(leaf_hash(row["body"]))
        rows.append({**row, "root": frontier.root()})
    connection.execute(insert(AuditLine), rows)
    connection.execute(
        update(AuditLog)
        .where(AuditLog.company_id == company_id)
        .values(size=size, frontier=frontier.to_bytes())
    )


def _locked_head(connection: Connection, company_id: UUID) -> tuple[int, Frontier]:
    head = select(AuditLog.size, AuditLog.frontier).where(AuditLog.company_id == company_id)
    row = connection.execute(head.with_for_update()).one_or_none()
    if row is None:
        empty = Frontier()
        connection.execute(
            insert(AuditLog).values(
                id=uuid4(), company_id=company_id, size=0, frontier=empty.to_bytes()
            )
        )
        return 0, empty
    return row.size, Frontier.from_bytes(row.frontier)


def _row(company_id: UUID, seq: int, actor: Actor, now: datetime, line: Line) -> dict[str, Any]:
    at = microseconds(now)
    body = canonical.encode(
        {
            "v": 1,
            "log": company_id.hex,
            "seq": seq,
            "at": at,
            "actor": actor_word(actor),
            "right": actor.right.value,
            "action": line.action.value,
            "subject": line.subject.hex,
            "table": line.table,
            "object": line.row_id.hex if line.row_id else "",
            "purpose": line.purpose.value if line.purpose else "",
            "result": line.result,
            "facts": line.facts,
        }
    )
    return {
        "id": uuid4(),
        "company_id": company_id,
        "seq": seq,
        "body": body,
        "leaf": leaf_hash(body),
        "at": from_microseconds(at),
        "actor": actor_word(actor),
        "action": line.action.value,
        "subject_id": line.subject,
        "object_id": line.row_id,
    }


def add_checkpoint(
    connection: Connection,
    company_id: UUID,
    now: datetime,
    frontier: Frontier,
    note: str,
) -> None:
    """Store a signed note over the log as the frontier has it."""
    connection.execute(
        insert(Checkpoint).values(
            id=uuid4(),
            company_id=company_id,
            size=frontier.size,
            root=frontier.root(),
            note=note,
            frontier=frontier.to_bytes(),
            signed_at=now,
        )
    )


def actor_word(actor: Actor) -> str:
    """Return the actor as the log names them: `staff:<hex>`, `system:worker`."""
    return f"{actor.kind.value}:{actor.id.hex if actor.id else actor.name}"


def microseconds(moment: datetime) -> int:
    """Return integer microseconds since 1970; a float would not survive hashing."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def from_microseconds(value: int) -> datetime:
    """Return the aware UTC moment."""
    return EPOCH + timedelta(microseconds=value)
