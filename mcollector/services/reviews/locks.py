"""Which clerk holds a person's review: one at a time, for ten minutes after their last act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import HeldByAnother
from mcollector.rules.rights import Permission
from mcollector.rules.states import PersonState
from mcollector.services.permissions import require, require_other
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.store.reviews import ReviewLock
from mcollector.work.unit import UnitOfWork

HOLD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Holder:
    """A colleague who has the review, and until when unless they act again."""

    name: str
    until: datetime


def hold(uow: UnitOfWork, person: Person) -> Holder | None:
    """Take or keep a review that waits; return who has it, when that is somebody else.

    The person is locked already, so that two who come at once do not both get it.
    """
    if person.state is not PersonState.SUBMITTED:
        return None
    row = _lock_of(uow, person.id)
    if row is not None and person.id in held_by_others(uow):
        return Holder(uow.get(Account, row.account_id).name, row.until)
    _give(uow, person.id, row)
    return None


def need_hold(uow: UnitOfWork, person: Person) -> None:
    """Raise HeldByAnother when a colleague has the review; keep it for ten minutes otherwise."""
    if (holder := hold(uow, person)) is not None:
        raise HeldByAnother(holder.name)


def take(uow: UnitOfWork, person_id: UUID) -> None:
    """「担当を代わる」: the review becomes the actor's, unless it has ended."""
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    if person.state is PersonState.SUBMITTED:
        _give(uow, person.id, _lock_of(uow, person.id))
        uow.record(Action.REVIEW_TAKEN, row=person)


def release(uow: UnitOfWork, person_id: UUID) -> None:
    """Release the review: it is decided."""
    if (row := _lock_of(uow, person_id)) is not None:
        uow.delete(row)


def held_by_others(uow: UnitOfWork) -> list[UUID]:
    """Return the people whose review a colleague has at this moment.

    Of the reviews a colleague has opened only the last one counts: whoever walks down the queue
    keeps nobody from what they have left.
    """
    others = select(ReviewLock).where(
        ReviewLock.account_id != uow.actor.id, ReviewLock.until > uow.now
    )
    last = {row.account_id: row.person_id for row in uow.scalars(others.order_by(ReviewLock.until))}
    return list(last.values())


def _lock_of(uow: UnitOfWork, person_id: UUID) -> ReviewLock | None:
    return uow.first(select(ReviewLock).where(ReviewLock.person_id == person_id))


def _give(uow: UnitOfWork, person_id: UUID, row: ReviewLock | None) -> None:
    me, until = uow.actor.id, uow.now + HOLD
    if me is None:
        return  # the command line acts without an account, and at once
    if row is None:
        uow.add(ReviewLock(person_id=person_id, account_id=me, until=until))
    else:
        row.account_id, row.until = me, until
