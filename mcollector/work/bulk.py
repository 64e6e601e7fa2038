"""The bulk entrance: many rows of one table, inserted a thousand at a time."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import Table

from mcollector.store.base import CompanyRow, Row
from mcollector.store.loading import Loader
from mcollector.work.guard import LOG_CLASSES, GuardBroken, GuardedSession

CHUNK = 1000


def insert_many(
    session: GuardedSession, table: type[Row], rows: Iterable[dict[str, Any]]
) -> tuple[int, str]:
    """Insert the mappings; return how many and the SHA-256 over their ids, in order."""
    if session.reads or issubclass(table, LOG_CLASSES):
        raise GuardBroken("this table or unit takes no bulk rows")
    digest = hashlib.sha256()
    count, loader = 0, None  # made at the first row: it names the columns
    for chunk in _chunks(_complete(session, table, rows)):
        if loader is None:
            loader = Loader(session.raw_connection(), cast("Table", table.__table__), [*chunk[0]])
        loader.put(chunk)
        count += len(chunk)
        for row in chunk:
            digest.update(row["id"].bytes)
    return count, digest.hexdigest()


def _complete(
    session: GuardedSession, table: type[Row], rows: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    own: dict[str, Any] = (
        {"company_id": session.company_id} if issubclass(table, CompanyRow) else {}
    )
    if hasattr(table, "version"):
        own["version"] = 1
    for row in rows:
        yield row | own if "id" in row else {"id": uuid4(), **row, **own}


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
