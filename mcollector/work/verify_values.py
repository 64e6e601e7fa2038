"""Verification of sealed values: each ciphertext must be the one its line of sealing speaks of."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from mcollector.store.base import CompanyRow
from mcollector.store.boxes import Box
from mcollector.store.tables import company_classes
from mcollector.store.types import SealedColumn, SealedFile
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork
from mcollector.work.verify import Fault

LOST = "value lost"
"""A row speaks of a file that is not there; it may have been replaced since the rows were read."""


def first_swapped(uow: UnitOfWork, sealed: dict[tuple[UUID, str], tuple[str, int]]) -> Fault | None:
    """Return the line of the first value that is not what was sealed, or None."""
    faults = [fault for fault in _swapped(uow, sealed) if fault is not None]
    return min(faults, key=lambda fault: fault.seq, default=None)


def _swapped(
    uow: UnitOfWork, sealed: dict[tuple[UUID, str], tuple[str, int]]
) -> Iterator[Fault | None]:
    for table, column in sealed_columns():
        attribute = getattr(table, column)
        for row in uow.rows(select(table.id, attribute).where(attribute.is_not(None))):
            yield _compare(uow, sealed, row.id, column, row[1])


def _compare(
    uow: UnitOfWork,
    sealed: dict[tuple[UUID, str], tuple[str, int]],
    row_id: UUID,
    column: str,
    stored: bytes | str,
) -> Fault | None:
    digest, seq = sealed.get((row_id, column), ("", 0))
    content = _content(uow, stored)
    if content is not None and hashes.sha256(content).hex() == digest:
        return None
    return Fault(seq, LOST if content is None else "value swapped")


def _content(uow: UnitOfWork, stored: bytes | str) -> bytes | None:
    if isinstance(stored, bytes):
        return bytes(stored)
    try:
        return uow.toolbox.files.get(stored)
    except FileNotFoundError:
        return None


def sealed_columns() -> Iterator[tuple[type[CompanyRow], str]]:
    """Yield every sealed column of every table, and the public halves of boxes."""
    for table in company_classes():
        for column in table.__table__.columns:
            if isinstance(column.type, SealedColumn | SealedFile):
                yield table, column.name
    yield Box, "public"
