"""Reading inside a unit: one company's rows, by id or by query."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select

from mcollector.rules.errors import NotFound
from mcollector.store.base import Row
from mcollector.work.guard import GuardedSession

R = TypeVar("R", bound=Row)
T = TypeVar("T")


class Reading:
    """The reading half of a unit of work; the session shows its own company only."""

    _session: GuardedSession

    def get(self, table: type[R], row_id: UUID | None, *, lock: bool = False) -> R:
        """Return the company's row; raises NotFound, for a foreign one as well.

        `lock` reads it as it is now and keeps others from changing it, not from referring to it.
        Who changes what is a person's locks the person first, then the rest: so two never wait for
        each other.
        """
        query = select(table).where(table.id == row_id)
        if lock:
            query = query.with_for_update(key_share=True)
            query = query.execution_options(populate_existing=True)
        row = self.first(query)
        if row is None:
            raise NotFound
        return row

    def first(self, query: Select[T]) -> T | None:
        """Return the first thing the query finds, or None."""
        return self._session.execute(query).scalars().first()

    def scalars(self, query: Select[T]) -> Sequence[T]:
        """Return everything the query finds, one thing a row."""
        return self._session.execute(query).scalars().all()

    def rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """Return Core rows: tuples of the columns asked for, no objects made."""
        return self._session.execute(query).all()

    def count(self, query: Select[*tuple[Any, ...]]) -> int:
        """Return how many rows the query has."""
        result = self._session.execute(
            query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        )
        return int(result.scalar_one())
