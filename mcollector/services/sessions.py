"""Sessions of the web, in the database: opened, found, closed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.settings import CompanyView, company_view
from mcollector.store.accounts import Account, AccountState, WebSession
from mcollector.vault import digests
from mcollector.work.unit import UnitOfWork

IDLE = {False: timedelta(minutes=30), True: timedelta(minutes=15)}
ABSOLUTE = {False: timedelta(hours=12), True: timedelta(hours=8)}
"""Idle and absolute lifetimes, by "is staff" (architecture §11)."""

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A living session: whose, of which right, how far through the entrance, until when."""

    session_id: UUID
    company_id: UUID
    account_id: UUID
    person_id: UUID | None
    right: Right
    name: str
    stage: str
    ends_at: datetime
    last_login_at: datetime | None
    has_second_factor: bool
    device: str
    shortcuts_off: bool
    brightness: str
    text_size: str
    list_columns: str
    company: CompanyView

    @property
    def is_staff(self) -> bool:
        """Tell whether the session opens the office's door."""
        return self.right is not Right.MEMBER

    def seconds_left(self, now: datetime) -> int:
        """Return after how many seconds without a request it ends; never more than are left."""
        idle = IDLE[self.is_staff] - TOUCH_EVERY
        return max(0, int(min(self.ends_at - now, idle).total_seconds()))

    @property
    def actor(self) -> Actor:
        """Return who acts in this session."""
        if self.is_staff:
            return Actor.staff(self.company_id, self.account_id, self.right, self.person_id)
        return Actor.person(self.company_id, self.person_id or self.account_id)


def open_session(uow: UnitOfWork, account: Account, stage: str) -> str:
    """Open a session and return its token (256 bits); the row keeps the digest."""
    return open_row(uow, account, stage, ABSOLUTE[account.is_staff])[1]


def open_row(
    uow: UnitOfWork, account: Account, stage: str, lasts: timedelta
) -> tuple[WebSession, str]:
    """Open a session that ends after so long, however it is used; return its row and its token."""
    token = secrets.token_urlsafe(32)
    row = uow.add(
        WebSession(
            account_id=account.id,
            token_digest=digests.sha256(token.encode()),
            stage=stage,
            opened_at=uow.now,
            seen_at=uow.now,
            ends_at=uow.now + lasts,
        )
    )
    uow.record(Action.SESSION_OPENED, row=account, session=row.id.hex, stage=stage)
    return row, token


def open_for(uow: UnitOfWork, account_id: UUID) -> str:
    """Open a full session for the one who has just founded his company."""
    return open_session(uow, uow.get(Account, account_id), "full")


def find_session(uow: UnitOfWork, token: str) -> SessionView | None:
    """Return the living session of the token, touching it at most once a minute."""
    digest = digests.sha256(token.encode())
    row = uow.first(select(WebSession).where(WebSession.token_digest == digest))
    if row is None:
        return None
    account = uow.get(Account, row.account_id)
    if account.state is not AccountState.ACTIVE or not is_living(row, account, uow.now):
        return None
    return _view(uow, row, account)


def is_living(row: WebSession, account: Account, now: datetime) -> bool:
    """Tell whether the account's session has not come to its end, nor lain idle too long."""
    return now < min(row.ends_at, row.seen_at + IDLE[account.is_staff])


def needs_touch(uow: UnitOfWork, session_id: UUID) -> bool:
    """Tell whether the session's last use is a minute old."""
    return uow.now - uow.get(WebSession, session_id).seen_at >= TOUCH_EVERY


def touch(uow: UnitOfWork, session_id: UUID, device: str) -> None:
    """Note that the session is used now, and on what kind of device."""
    row = uow.get(WebSession, session_id, lock=True)
    row.seen_at, row.device = uow.now, device


def _view(uow: UnitOfWork, row: WebSession, account: Account) -> SessionView:
    return SessionView(
        row.id,
        row.company_id,
        account.id,
        account.person_id,
        account.right,
        account.name,
        row.stage,
        row.ends_at,
        account.last_login_at,
        account.seed_confirmed,
        row.device,
        account.shortcuts_off,
        account.brightness,
        account.text_size,
        account.list_columns,
        company_view(uow),
    )


def log_out(uow: UnitOfWork, session_id: UUID) -> None:
    """End the session; its token opens nothing from then on."""
    row = uow.get(WebSession, session_id)
    uow.record(Action.LOGGED_OUT, uow.actor.company_id, session=row.id.hex)
    uow.delete(row)


def end_all(uow: UnitOfWork, account: Account) -> None:
    """End every session of the account: a new password ends them all."""
    mine = uow.scalars(select(WebSession).where(WebSession.account_id == account.id))
    for row in mine:
        uow.delete(row)
    if mine:
        uow.record(Action.SESSION_CLOSED, row=account, count=len(mine))
