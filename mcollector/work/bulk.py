"""The bulk entrance: many rows of one table, inserted a thousand at a time."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table

from mcollector.store.base import CompanyRow, Row
from mcollector.store.database.loading import Loader
from mcollector.work.guard import LOG_CLASSES, GuardBroken, GuardedSession

CHUNK = 1000
_ID_BYTES = 16


def insert_many(
    session: GuardedSession,
    table: type[Row],
    rows: Iterable[dict[str, Any]],
    same: Mapping[str, Any],
) -> tuple[int, str]:
    """Insert the mappings; return how many and the SHA-256 over their ids, in order.

    `same` are columns with one value for all of them. Rows without an id are given one.
    """
    if session.reads or issubclass(table, LOG_CLASSES):
        raise GuardBroken("this table or unit takes no bulk rows")
    if same.get("company_id", session.company_id) != session.company_id:
        raise GuardBroken("rows of another company came into this unit")
    digest = hashlib.sha256()
    count, loader = 0, None  # made at the first row: it names the columns
    for chunk in _chunks(rows):
        ids = _ids_of(chunk)
        if loader is None:
            fixed = {**same, **_own(session, table)}
            loader = Loader(session.raw_connection(), _table(table), [*chunk[0]], fixed)
        loader.put(chunk)
        count += len(chunk)
        digest.update(b"".join([row_id.bytes for row_id in ids]))
    return count, digest.hexdigest()


def _table(table: type[Row]) -> Table:
    return cast("Table", table.__table__)


def _own(session: GuardedSession, table: type[Row]) -> dict[str, Any]:
    """Return the columns that are filled in here: the company, the first version."""
    own: dict[str, Any] = (
        {"company_id": session.company_id} if issubclass(table, CompanyRow) else {}
    )
    return {**own, "version": 1} if hasattr(table, "version") else own


def _ids_of(chunk: list[dict[str, Any]]) -> list[UUID]:
    """Return the rows' ids in order, giving new ones to rows without."""
    if "id" not in chunk[0]:
        for row, row_id in zip(chunk, new_ids(len(chunk)), strict=True):
            row["id"] = row_id
    return [row["id"] for row in chunk]


def new_ids(count: int) -> list[UUID]:
    """Return so many random ids (RFC 9562, version 4) out of one draw: a call each costs more."""
    noise = os.urandom(_ID_BYTES * count)
    starts = range(0, len(noise), _ID_BYTES)
    return [UUID(bytes=noise[start : start + _ID_BYTES], version=4) for start in starts]


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    every = iter(rows)
    while chunk := list(islice(every, CHUNK)):
        yield chunk
