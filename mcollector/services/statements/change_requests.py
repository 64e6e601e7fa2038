"""変更の申し出: changes employees ask for after 「更新」, and the office settles."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.person import change_requests
from mcollector.rules.rights import Permission
from mcollector.rules.states import PersonState
from mcollector.services.permissions import require, require_other
from mcollector.store.change_requests import ChangeRequest
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

HANDED_IN = (PersonState.SUBMITTED, PersonState.VERIFIED)
"""Where there is something to change: before, the form itself is open."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """When it was asked and settled; without the words."""

    made_at: datetime
    ended_at: datetime | None


def may_ask(uow: UnitOfWork) -> bool:
    """Tell whether the acting employee has handed something in."""
    return uow.get(Person, uow.actor.id).state in HANDED_IN


def ask(uow: UnitOfWork, key: UUID, text: str) -> None:
    """Keep what the acting employee wants changed; the same page sent twice is kept once.

    Nothing of the submission changes by it. Raises FormRefused, and MoveRefused before 「更新」.
    """
    person = uow.get(Person, uow.actor.id, lock=True)
    kept = change_requests.check_text(text)
    if person.state not in HANDED_IN:
        raise MoveRefused
    requests = select(ChangeRequest.id).where(ChangeRequest.person_id == person.id)
    if uow.first(requests.where(ChangeRequest.key == key)) is not None:
        return
    row = ChangeRequest(
        id=uuid4(), company_id=person.company_id, person_id=person.id, key=key, made_at=uow.now
    )
    uow.seal(row, "text", kept.encode())
    uow.record(Action.CHANGE_ASKED, row=uow.add(row))


def history(uow: UnitOfWork) -> tuple[RequestView, ...]:
    """Return everything the acting employee ever asked to change, the oldest first."""
    requests = select(ChangeRequest).where(ChangeRequest.person_id == uow.actor.id)
    rows = uow.scalars(requests.order_by(ChangeRequest.made_at))
    return tuple(RequestView(row.made_at, row.ended_at) for row in rows)


def count_open(uow: UnitOfWork) -> int:
    """Return how many requests are open; requires no permission."""
    return uow.count(select(ChangeRequest.id).where(ChangeRequest.ended_at.is_(None)))


def settle(uow: UnitOfWork, person_id: UUID) -> None:
    """「対応済みにする」: end the person's open requests; safe to call twice."""
    require(uow, Permission.EDIT)
    require_other(uow, person_id)
    uow.get(Person, person_id, lock=True)
    requests = select(ChangeRequest).where(ChangeRequest.person_id == person_id)
    for row in uow.scalars(requests.where(ChangeRequest.ended_at.is_(None))):
        row.ended_at = uow.now
        uow.record(Action.CHANGE_SETTLED, row=row)
