"""ログイン中の端末: the acting account's sessions, and ending all but this one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.rights import Permission
from mcollector.services.login import sessions
from mcollector.services.permissions import require
from mcollector.store.accounts import Account, WebSession
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session: on what kind of device, since when, last used when; no address."""

    device: str
    opened_at: datetime
    seen_at: datetime
    is_full: bool
    is_this: bool


def living(uow: UnitOfWork, this_id: UUID) -> list[OwnSession]:
    """Return the acting account's living sessions, this one first, then the last used first."""
    require(uow, Permission.MENU)
    account = uow.get(Account, uow.actor.id)
    rows = [row for row in _rows(uow) if sessions.is_living(row, account, uow.now)]
    own = [
        OwnSession(row.device, row.opened_at, row.seen_at, row.stage == "full", row.id == this_id)
        for row in rows
    ]
    return sorted(own, key=lambda one: (not one.is_this, -one.seen_at.timestamp()))


def end_others(uow: UnitOfWork, this_id: UUID) -> int:
    """End every session of the acting account but this one; return how many."""
    require(uow, Permission.MENU)
    return end_beside(uow, uow.get(Account, uow.actor.id, lock=True), this_id)


def end_beside(uow: UnitOfWork, account: Account, this_id: UUID) -> int:
    """End every session of the locked account but this one; return how many."""
    mine = select(WebSession).where(WebSession.account_id == account.id)
    others = uow.scalars(mine.where(WebSession.id != this_id))
    for row in others:
        uow.delete(row)
    if others:
        uow.record(Action.SESSION_CLOSED, row=account, count=len(others))
    return len(others)


def _rows(uow: UnitOfWork) -> list[WebSession]:
    return list(uow.scalars(select(WebSession).where(WebSession.account_id == uow.actor.id)))
