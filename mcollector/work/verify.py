"""Verification of a log: finds edits, gaps, reordering, truncation, rollback."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from mcollector.rules.audit.merkle import Frontier, Tree, leaf_hash
from mcollector.store.audit import AuditLine, AuditLog
from mcollector.work import line_texts, trail
from mcollector.work.line_texts import Copies
from mcollector.work.unit import UnitOfWork

CHUNK = 1000

MISSING = "log missing"
"""There is no head: the log as a whole, or the row that tells its length, is gone."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad line of a log and what is wrong with it."""

    seq: int
    kind: str


@dataclass(slots=True)
class Walked:
    """What a walk over the lines found: the tree at its end, its roots at some sizes, a fault."""

    tree: Tree
    roots: dict[int, bytes] = field(default_factory=dict)
    fault: Fault | None = None

    @property
    def size(self) -> int:
        """Return how many lines were found in order."""
        return self.tree.size


def walk(uow: UnitOfWork, wanted_sizes: frozenset[int], start: Frontier | None = None) -> Walked:
    """Recompute the log behind `start`, or all of it, from its bytes; stops at the first bad line.

    The copies are compared with bytes, for a log grows by a million lines.
    """
    walked = Walked(Tree(start or Frontier()))
    log, tree = uow.actor.company_id.hex, walked.tree
    for row in (row for rows in _chunks(uow, tree.size) for row in rows):
        expected = tree.size + 1
        kind = _fault_of(row, log, expected)
        if kind is None:
            tree.append(row.leaf)
            kind = None if tree.root() == row.root else "edited and hashed again"
        if kind is not None:
            walked.fault = Fault(expected, kind)
            return walked
        if expected in wanted_sizes:
            walked.roots[expected] = row.root
    walked.fault = _fault_of_head(uow, walked)
    return walked


def frontier_at(uow: UnitOfWork, size: int) -> Frontier:
    """Return the frontier of the first lines by their stored leaves, which nobody has verified."""
    tree = Tree(Frontier())
    for rows in _pages(uow, select(AuditLine.seq, AuditLine.leaf), 0, size):
        for row in rows:
            tree.append(row.leaf)
    return tree.frontier()


def lines(uow: UnitOfWork) -> Iterator[bytes]:
    """Yield every stored line of the actor's company, in order, as it was hashed."""
    for rows in _pages(uow, select(AuditLine.seq, AuditLine.body), 0):
        for row in rows:
            yield row.body


def _chunks(uow: UnitOfWork, after: int) -> Iterator[Sequence[Any]]:
    return _pages(
        uow,
        select(
            AuditLine.seq,
            AuditLine.body,
            AuditLine.leaf,
            AuditLine.root,
            AuditLine.at,
            AuditLine.actor,
            AuditLine.action,
            AuditLine.subject_id,
            AuditLine.object_id,
        ),
        after,
    )


def _pages(
    uow: UnitOfWork, query: Select[*tuple[Any, ...]], after: int, last: int | None = None
) -> Iterator[Sequence[Any]]:
    """Yield a thousand rows at a time, in order: memory stays flat."""
    query = query.where(AuditLine.company_id == uow.actor.company_id).order_by(AuditLine.seq)
    if last is not None:
        query = query.where(AuditLine.seq <= last)
    while rows := uow.rows(query.where(AuditLine.seq > after).limit(CHUNK)):
        yield rows
        after = rows[-1].seq


def _fault_of(row: Any, log: str, expected: int) -> str | None:  # noqa: ANN401 - a row of columns
    if row.seq != expected:
        return "missing"
    if leaf_hash(row.body) != row.leaf:
        return "edited"
    copies = Copies(
        log,
        row.seq,
        trail.microseconds(row.at),
        row.actor,
        row.action,
        row.subject_id.hex if row.subject_id else "",
        row.object_id.hex if row.object_id else "",
    )
    return _difference(row.body, copies)


def _difference(body: bytes, copies: Copies) -> str | None:
    try:
        differing = line_texts.differing(body, copies)
    except ValueError:
        return "not a line"
    if differing & {"log", "seq"}:
        return "moved"
    return "copied fields edited" if differing else None


def _fault_of_head(uow: UnitOfWork, walked: Walked) -> Fault | None:
    head = uow.first(select(AuditLog).where(AuditLog.company_id == uow.actor.company_id))
    if head is None:
        return Fault(1, MISSING)
    if head.size > walked.size:
        return Fault(walked.size + 1, "cut off at the end")
    if head.size < walked.size:
        return Fault(head.size + 1, "not in the head")
    if head.frontier != walked.tree.frontier().to_bytes():
        return Fault(walked.size, "head edited")
    return None
