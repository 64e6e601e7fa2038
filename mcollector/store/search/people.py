"""Searching people: the one place that speaks to an index past the ORM, and the counts of the list.

What is asked stands as a condition on a mapped id, so the guarded session adds the company to the
statement all the same; the statements inside name it themselves.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Integer

from mcollector.rules.states import PersonState
from mcollector.store.base import CompanyRow
from mcollector.store.people import Person
from mcollector.store.types import Word

FTS = (
    "SELECT {what} FROM people_index CROSS JOIN people_texts ON people_texts.seq = "
    "people_index.rowid WHERE people_index MATCH {match} AND people_texts.company_id = {company} "
    "LIMIT {most}"
)


class PersonCount(CompanyRow):
    """How many people stand alike; PostgreSQL may hold several rows of a kind, to be summed."""

    __tablename__ = "people_counts"
    audit_subject = "nobody: the database counts"

    state: Mapped[PersonState] = mapped_column(Word(PersonState))
    red_on: Mapped[date]
    bounced: Mapped[bool]
    n: Mapped[int]


class PersonText(CompanyRow):
    """The words of the person of the same id, in the table that has the index."""

    __tablename__ = "people_texts"
    audit_subject = "nobody: the database copies them"

    words: Mapped[str] = mapped_column(Text)


class _Found(FunctionElement[Any]):
    inherit_cache = True


class _HowMany(FunctionElement[int]):
    type = Integer()
    inherit_cache = True


def is_found(sought: Sequence[str], company_id: UUID, most: int) -> ColumnElement[bool]:
    """Return the condition that a person is among so many, at most, who have one of the texts."""
    found = _Found(*_asked(sought, company_id, most))
    return Person.id.op("IN", is_comparison=True)(found)


def how_many(sought: Sequence[str], company_id: UUID, most: int) -> ColumnElement[int]:
    """Return how many people have one of the texts, counted as far as `most`."""
    return _HowMany(*_asked(sought, company_id, most))


def unsorted(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return the column's value as one of which no index is in order, for the few that were found.

    SQLite would walk everybody in the index's order and look whether each is among them.
    """
    shown = _Unsorted(column)
    shown.type = column.type
    return shown


class _Unsorted(FunctionElement[Any]):
    inherit_cache = True


def _asked(sought: Sequence[str], company_id: UUID, most: int) -> tuple[Any, ...]:
    quoted = ('"' + one.replace('"', '""') + '"' for one in sought)
    likes = ["%" + _escaped(one) + "%" for one in sought]
    given = (" OR ".join(quoted), likes[0], likes[-1])
    return *map(literal, given), literal(company_id, Person.company_id.type), literal(most)


def _escaped(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, "\\" + sign)
    return text


@compiles(_Found, "sqlite")
def _found_on_sqlite(element: _Found, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    match, _one, _other, company, most = _written(element, compiler, more)
    inner = FTS.format(what="people_texts.id", match=match, company=company, most=most)
    return f"({inner})"


@compiles(_Found, "postgresql")
def _found_on_postgres(element: _Found, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    _match, one, other, _company, most = _written(element, compiler, more)
    return f"(SELECT people_found({one}, {other}, {most}))"


@compiles(_HowMany, "sqlite")
def _many_on_sqlite(element: _HowMany, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    match, _one, _other, company, most = _written(element, compiler, more)
    inner = FTS.format(what="1", match=match, company=company, most=most)
    return f"(SELECT count(*) FROM ({inner}))"  # noqa: S608 - ours


@compiles(_HowMany, "postgresql")
def _many_on_postgres(element: _HowMany, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    _match, one, other, _company, most = _written(element, compiler, more)
    return f"(SELECT count(*) FROM people_found({one}, {other}, {most}))"  # noqa: S608 - ours


@compiles(_Unsorted)
def _unsorted(element: _Unsorted, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    sign = "+" if compiler.dialect.name == "sqlite" else ""
    return sign + _written(element, compiler, more)[0]


def _written(
    element: FunctionElement[Any], compiler: SQLCompiler, more: dict[str, Any]
) -> list[str]:
    return [compiler.process(part, **more) for part in element.clauses]
