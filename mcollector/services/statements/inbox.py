"""本人の申し出: what employees said - a refusal, a day, a change - and opening its words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.errors import NotFound
from mcollector.rules.person import refusal_reasons
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import full_of
from mcollector.services.permissions import require, require_other
from mcollector.store.change_requests import ChangeRequest
from mcollector.store.people import Person
from mcollector.store.refusals import Refusal
from mcollector.work.unit import UnitOfWork

MOST = 200
"""Statements on the list, the oldest first."""
_CHANGE = say("変更の申し出")

Row = Refusal | ChangeRequest


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the employee; the text stays sealed. `ended_at` when it no longer stands."""

    id: UUID
    title: Sentence
    is_change: bool
    ready_on: date | None
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that still stands, and whose it is."""

    person_id: UUID
    name: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class PersonStatements:
    """Everything one person said, the newest first."""

    person_id: UUID
    name: str
    state: PersonState
    statements: tuple[Statement, ...]

    @property
    def has_open_change(self) -> bool:
        """Tell whether a change is asked that nobody has dealt with."""
        return any(one.is_change and one.ended_at is None for one in self.statements)


def waiting(uow: UnitOfWork) -> tuple[Waiting, ...]:
    """Return what still stands of everybody but the actor, the oldest first."""
    require(uow, Permission.EDIT)
    statements = [
        Waiting(person.id, full_of(person), _statement(row))
        for table in (ChangeRequest, Refusal)
        for row, person in _standing(uow, table)
        if person.id != uow.actor.person_id
    ]
    return tuple(sorted(statements, key=lambda one: one.statement.made_at))


def _standing(uow: UnitOfWork, table: type[Row]) -> list[tuple[Row, Person]]:
    both = select(table, Person).join(Person, table.person_id == Person.id)
    standing = both.where(table.ended_at.is_(None)).order_by(table.made_at)
    return [(row, person) for row, person in uow.rows(standing.limit(MOST))]


def load_statements(uow: UnitOfWork, person_id: UUID) -> PersonStatements:
    """Return what the person said; NotFound for nobody of the company."""
    require(uow, Permission.EDIT)
    require_other(uow, person_id)
    person = uow.get(Person, person_id)
    rows = sorted(_all(uow, person_id), key=lambda row: row.made_at, reverse=True)
    return PersonStatements(person.id, full_of(person), person.state, tuple(map(_statement, rows)))


def open_statement(uow: UnitOfWork, person_id: UUID, statement_id: UUID) -> str:
    """Open the words of one statement, which writes a line; NotFound for another person's."""
    require(uow, Permission.EDIT)
    require_other(uow, person_id)
    row = next((row for row in _all(uow, person_id) if row.id == statement_id), None)
    if row is None:
        raise NotFound
    return uow.open(row, "text", Purpose.STATEMENT).decode()


def _all(uow: UnitOfWork, person_id: UUID) -> list[Row]:
    changes = uow.scalars(select(ChangeRequest).where(ChangeRequest.person_id == person_id))
    refusals = uow.scalars(select(Refusal).where(Refusal.person_id == person_id))
    return [*changes, *refusals]


def _statement(row: Row) -> Statement:
    if isinstance(row, ChangeRequest):
        return Statement(row.id, _CHANGE, True, None, row.made_at, row.ended_at)  # noqa: FBT003
    title = say(refusal_reasons.reason(row.reason).title)
    return Statement(row.id, title, False, row.ready_on, row.made_at, row.ended_at)  # noqa: FBT003
