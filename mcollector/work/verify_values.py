"""Verification of sealed values: each ciphertext must be the one its line of sealing speaks of."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.store.audit import AuditLine
from mcollector.store.base import CompanyRow
from mcollector.store.boxes import Box
from mcollector.store.tables import company_classes
from mcollector.store.types import SealedColumn, SealedFile
from mcollector.vault import hashes
from mcollector.work import line_texts
from mcollector.work.unit import UnitOfWork
from mcollector.work.verify import Fault

LOST = "value lost"
"""A row speaks of a file that is not there; it may have been replaced since the rows were read."""

CHUNK = 500

Sealed = dict[tuple[UUID, str], tuple[str, int]]
"""By row and column: the digest that the newest line of sealing gives, and the line's number."""


def first_swapped(uow: UnitOfWork) -> Fault | None:
    """Return the line of the first value that is not what was sealed, or None.

    The lines are read from the log, which is to be verified before, in the same moment. Rows come
    by pages, so that memory does not grow with the people.
    """
    faults = (
        fault
        for table, columns in sealed_columns()
        for rows in _pages(uow, table, columns)
        for fault in _swapped(uow, rows, columns)
    )
    return min(faults, key=lambda fault: fault.seq, default=None)


def _pages(
    uow: UnitOfWork, table: type[CompanyRow], columns: Sequence[str]
) -> Iterator[Sequence[Any]]:
    query = select(table.id, *(getattr(table, column) for column in columns)).order_by(table.id)
    page = uow.rows(query.limit(CHUNK))
    while page:
        yield page
        page = uow.rows(query.where(table.id > page[-1].id).limit(CHUNK))


def _swapped(uow: UnitOfWork, rows: Sequence[Any], columns: Sequence[str]) -> Iterator[Fault]:
    sealed = _sealed(uow, [row.id for row in rows])
    for row in rows:
        for column, stored in zip(columns, row[1:], strict=True):
            digest, seq = sealed.get((row.id, column), ("", 0))
            kind = None if stored is None else _kind_of_fault(uow, stored, digest)
            if kind is not None:
                yield Fault(seq, kind)


def _sealed(uow: UnitOfWork, row_ids: Sequence[UUID]) -> Sealed:
    """Return what the newest lines say of these rows."""
    lines = select(AuditLine.object_id, AuditLine.seq, AuditLine.body).where(
        AuditLine.object_id.in_(row_ids), AuditLine.action == Action.VALUE_SEALED.value
    )
    return {
        (line.object_id, column): (str(digest), line.seq)
        for line in uow.rows(lines.order_by(AuditLine.seq))
        for column, digest in line_texts.facts(line.body).items()
    }


def _kind_of_fault(uow: UnitOfWork, stored: bytes | str, digest: str) -> str | None:
    content = _content(uow, stored)
    if content is None:
        return LOST
    return None if hashes.sha256(content).hex() == digest else "value swapped"


def _content(uow: UnitOfWork, stored: bytes | str) -> bytes | None:
    if isinstance(stored, bytes):
        return bytes(stored)
    try:
        return uow.toolbox.files.get(stored)
    except FileNotFoundError:
        return None


def sealed_columns() -> Iterator[tuple[type[CompanyRow], Sequence[str]]]:
    """Yield every table with its sealed columns; of boxes the public halves too."""
    for table in company_classes():
        names = [
            column.name
            for column in table.__table__.columns
            if isinstance(column.type, SealedColumn | SealedFile)
        ]
        names += ["public"] if table is Box else []
        if names:
            yield table, names
