"""Web sessions, in the database: opened, found, closed."""

import secrets
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.company_view import CompanyView
from mcollector.store.accounts import Account, AccountState, WebSession
from mcollector.store.companies import Company
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork

IDLE = {False: timedelta(minutes=30), True: timedelta(minutes=15)}
ABSOLUTE = {False: timedelta(hours=12), True: timedelta(hours=8)}
"""Idle and absolute lifetimes, by "is staff" (architecture §11)."""

TOUCH_EVERY = timedelta(minutes=1)

_OWN = 17
"""How many columns of `_SESSION` stand before the company's."""

_SESSION = (
    select(
        WebSession.id,
        WebSession.company_id,
        Account.id,
        Account.person_id,
        Account.right,
        Account.name,
        WebSession.stage,
        WebSession.ends_at,
        Account.last_login_at,
        Account.seed_confirmed,
        WebSession.device,
        Account.shortcuts_off,
        Account.brightness,
        Account.text_size,
        Account.list_columns,
        Account.state,
        WebSession.seen_at,
        *(getattr(Company, field.name) for field in fields(CompanyView)),
    )
    .join(Account, Account.id == WebSession.account_id)
    .join(Company, Company.id == WebSession.company_id)
)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A valid session: whose, with which right, at which stage of the login, until when."""

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
    state: AccountState
    seen_at: datetime
    company: CompanyView

    @property
    def is_staff(self) -> bool:
        """Tell whether the session opens the office's door."""
        return self.right is not Right.MEMBER

    def is_living(self, now: datetime) -> bool:
        """Tell whether it has neither ended nor been idle too long."""
        return self.state is AccountState.ACTIVE and now < _end(self, self.is_staff)

    def needs_touch(self, now: datetime) -> bool:
        """Tell whether its last use is at least a minute old."""
        return now - self.seen_at >= TOUCH_EVERY

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
            token_digest=hashes.sha256(token.encode()),
            stage=stage,
            opened_at=uow.now,
            seen_at=uow.now,
            ends_at=uow.now + lasts,
        )
    )
    uow.record(Action.SESSION_OPENED, row=account, session=row.id.hex, stage=stage)
    return row, token


def open_for(uow: UnitOfWork, account_id: UUID) -> str:
    """Open a full session for the account that has just founded its company."""
    return open_session(uow, uow.get(Account, account_id), "full")


def find_session(uow: UnitOfWork, token: str) -> SessionView | None:
    """Return the living session of the token, with its account and company: one statement."""
    digest = hashes.sha256(token.encode())
    for row in uow.rows(_SESSION.where(WebSession.token_digest == digest)):
        values = (*row[:_OWN], CompanyView(*row[_OWN:]))
        view = SessionView(*values)
        return view if view.is_living(uow.now) else None
    return None


def is_living(row: WebSession, account: Account, now: datetime) -> bool:
    """Tell whether the account's session has neither ended nor been idle too long."""
    return now < _end(row, account.is_staff)


def _end(session: WebSession | SessionView, is_staff: bool) -> datetime:  # noqa: FBT001
    return min(session.ends_at, session.seen_at + IDLE[is_staff])


def touch(uow: UnitOfWork, session_id: UUID, device: str) -> None:
    """Note that the session is used now, and on what kind of device."""
    row = uow.get(WebSession, session_id, lock=True)
    row.seen_at, row.device = uow.now, device


def log_out(uow: UnitOfWork, session_id: UUID) -> None:
    """End the session; its token opens nothing from then on."""
    row = uow.get(WebSession, session_id)
    uow.record(Action.LOGGED_OUT, uow.actor.company_id, session=row.id.hex)
    uow.delete(row)


def end_all(uow: UnitOfWork, account: Account) -> None:
    """End every session of the account: a new password ends them all."""
    rows = uow.scalars(select(WebSession).where(WebSession.account_id == account.id))
    for row in rows:
        uow.delete(row)
    if rows:
        uow.record(Action.SESSION_CLOSED, row=account, count=len(rows))
