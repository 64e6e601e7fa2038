"""The queue of 本人性確認: the oldest upload first, and a person's place in it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from mcollector.rules import deadlines
from mcollector.rules.rights import Permission
from mcollector.rules.states import PersonState
from mcollector.services.permissions import require
from mcollector.services.reviews import locks
from mcollector.store.people import Person
from mcollector.store.reviews import ReturnRound, Review
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands among those who wait; `number` is 0 for one who does not wait.

    `before` and `after` are the neighbours that no colleague holds.
    """

    count: int
    number: int
    before: UUID | None
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Done:
    """What the actor has decided today."""

    approved: int
    returned: int


def first(uow: UnitOfWork) -> UUID | None:
    """Return who is to be reviewed next: the oldest upload that no colleague holds."""
    require(uow, Permission.REVIEW)
    return _one(uow, _free(uow).order_by(Person.uploaded_at, Person.id))


def place_of(uow: UnitOfWork, person: Person) -> Place:
    """Return the person's place; for one who does not wait everybody comes after."""
    waits = person.state is PersonState.SUBMITTED and person.uploaded_at is not None
    free, oldest = _free(uow), (Person.uploaded_at, Person.id)
    newest = (Person.uploaded_at.desc(), Person.id.desc())
    if not waits:
        return Place(uow.count(_waiting(uow)), 0, None, _one(uow, free.order_by(*oldest)))
    return Place(
        uow.count(_waiting(uow)),
        uow.count(_waiting(uow).where(_is_before(person))) + 1,
        _one(uow, free.where(_is_before(person)).order_by(*newest)),
        _one(uow, free.where(_is_after(person)).order_by(*oldest)),
    )


def done_today(uow: UnitOfWork) -> Done:
    """Return how many the actor confirmed and sent back since midnight, less what was undone."""
    require(uow, Permission.REVIEW)
    begin = deadlines.midnight(deadlines.day(uow.now))
    approved = select(Review.id).where(
        Review.account_id == uow.actor.id, Review.made_at >= begin, Review.cancelled_at.is_(None)
    )
    returned = select(ReturnRound.id).where(
        ReturnRound.account_id == uow.actor.id,
        ReturnRound.made_at >= begin,
        ReturnRound.undone_at.is_(None),
    )
    return Done(uow.count(approved), uow.count(returned))


def _waiting(uow: UnitOfWork) -> Select[UUID]:
    """Everybody who waits, the actor left out."""
    waiting = select(Person.id).where(
        Person.state == PersonState.SUBMITTED, Person.uploaded_at.is_not(None)
    )
    if uow.actor.person_id is None:
        return waiting
    return waiting.where(Person.id != uow.actor.person_id)


def _free(uow: UnitOfWork) -> Select[UUID]:
    return _waiting(uow).where(Person.id.not_in(locks.held_by_others(uow)))


def _one(uow: UnitOfWork, query: Select[UUID]) -> UUID | None:
    return uow.first(query.limit(1))


def _is_before(person: Person) -> ColumnElement[bool]:
    same = and_(Person.uploaded_at == person.uploaded_at, Person.id < person.id)
    return or_(Person.uploaded_at < person.uploaded_at, same)


def _is_after(person: Person) -> ColumnElement[bool]:
    same = and_(Person.uploaded_at == person.uploaded_at, Person.id > person.id)
    return or_(Person.uploaded_at > person.uploaded_at, same)
