"""Changing rows inside a unit, and recording it."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy.orm.exc import StaleDataError

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import EditConflict
from mcollector.rules.sealed import Purpose
from mcollector.store.base import CompanyRow, Row
from mcollector.work import bulk, trail
from mcollector.work.guard import subject_of
from mcollector.work.reading import Reading

R = TypeVar("R", bound=Row)


class Changing(Reading):
    """The changing half of a unit of work; a change without a line is not committed."""

    actor: Actor
    _lines: list[trail.Line]

    def add(self, row: R) -> R:
        """Add the row; its company is the actor's."""
        given = vars(row)
        if isinstance(row, CompanyRow) and given.get("company_id") is None:
            row.company_id = self.actor.company_id
        if given.get("id") is None:
            row.id = uuid4()
        self._session.add(row)
        return row

    def delete(self, row: Row) -> None:
        """Delete the row."""
        self._session.delete(row)

    def add_many(
        self, table: type[Row], rows: Iterable[dict[str, Any]], action: Action, **same: object
    ) -> int:
        """Insert mappings in bulk with flat memory; one line holds their count and digest.

        `same` are the columns that have one value in every row.
        """
        self._session.flush()
        count, digest = bulk.insert_many(self._session, table, rows, same)
        self.record(action, table=table.__tablename__, count=count, digest=digest)
        self._session.changed = True
        return count

    def flush(self) -> None:
        """Send what was added so far, so that later statements can refer to it."""
        try:
            self._session.flush()
        except StaleDataError:
            raise EditConflict from None

    def record(
        self,
        action: Action,
        subject: UUID | None = None,
        *,
        row: Row | None = None,
        table: str = "",
        purpose: Purpose | None = None,
        result: str = "ok",
        **facts: trail.Fact,
    ) -> None:
        """Add a line to the company's log: ids, words, counts and digests, never a value."""
        if row is not None:
            subject = subject or subject_of(row)
            table = row.__tablename__
        self._lines.append(
            trail.Line(
                action,
                subject or self.actor.company_id,
                table,
                row.id if row is not None else None,
                purpose,
                result,
                facts,
            )
        )
