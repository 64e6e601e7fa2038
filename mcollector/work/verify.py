"""Verification of a log: finds edits, gaps, reordering, truncation, rollback, swapped values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.audit.merkle import Frontier, leaf_hash
from mcollector.store.audit import AuditLine, AuditLog
from mcollector.work import trail
from mcollector.work.unit import UnitOfWork

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad line of a log and what is wrong with it."""

    seq: int
    kind: str


@dataclass(slots=True)
class Walked:
    """What a walk over the lines found: its length, roots at some sizes, digests of ciphertexts."""

    size: int = 0
    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, bytes] = field(default_factory=dict)
    sealed: dict[tuple[UUID, str], tuple[str, int]] = field(default_factory=dict)
    fault: Fault | None = None


def walk(uow: UnitOfWork, wanted_sizes: frozenset[int]) -> Walked:
    """Recompute the log from its bytes; stops at the first bad line."""
    walked = Walked()
    for row in lines(uow):
        kind = _fault_of(uow, row, walked.size + 1)
        walked.frontier = walked.frontier.append(leaf_hash(row.body))
        if kind is None and walked.frontier.root() != row.root:
            kind = "edited and hashed again"
        if kind is not None:
            walked.fault = Fault(walked.size + 1, kind)
            return walked
        walked.size += 1
        if walked.size in wanted_sizes:
            walked.roots[walked.size] = walked.frontier.root()
        _remember_seals(row, walked)
    walked.fault = _fault_of_head(uow, walked)
    return walked


def lines(uow: UnitOfWork) -> Iterator[AuditLine]:
    """Yield every stored line of the actor's company, in order, a thousand at a time."""
    after = 0
    while True:
        of_company = AuditLine.company_id == uow.actor.company_id
        query = select(AuditLine).where(of_company, AuditLine.seq > after).order_by(AuditLine.seq)
        rows = uow.scalars(query.limit(CHUNK))
        yield from rows
        if len(rows) < CHUNK:
            return
        after = rows[-1].seq


def _fault_of(uow: UnitOfWork, row: AuditLine, expected: int) -> str | None:
    if row.seq != expected:
        return "missing"
    if leaf_hash(row.body) != row.leaf:
        return "edited"
    body = canonical.decode(row.body)
    if body["seq"] != row.seq or body["log"] != uow.actor.company_id.hex:
        return "moved"
    copies = (
        trail.microseconds(row.at),
        row.actor,
        row.action,
        row.subject_id.hex if row.subject_id else "",
        row.object_id.hex if row.object_id else "",
    )
    said = tuple(body[name] for name in ("at", "actor", "action", "subject", "object"))
    return None if copies == said else "copied fields edited"


def _remember_seals(row: AuditLine, walked: Walked) -> None:
    if row.action != Action.VALUE_SEALED.value or row.object_id is None:
        return
    facts = canonical.decode(row.body)["facts"]
    if isinstance(facts, dict):
        for column, digest in facts.items():
            walked.sealed[(row.object_id, column)] = (str(digest), row.seq)


def _fault_of_head(uow: UnitOfWork, walked: Walked) -> Fault | None:
    head = uow.first(select(AuditLog).where(AuditLog.company_id == uow.actor.company_id))
    size = head.size if head is not None else 0
    if size > walked.size:
        return Fault(walked.size + 1, "cut off at the end")
    if size < walked.size:
        return Fault(size + 1, "not in the head")
    if head is not None and head.frontier != walked.frontier.to_bytes():
        return Fault(walked.size, "head edited")
    return None
