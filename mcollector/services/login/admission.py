"""Letting somebody in: a full session in a device that is known from then on, or one that waits."""

from dataclasses import dataclass

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.services.login import known_devices, sessions
from mcollector.services.login.sessions import ABSOLUTE
from mcollector.store.accounts import Account, KnownDevice, WebSession
from mcollector.work.unit import UnitOfWork

MOST_WAITING = 3
"""Sessions of strangers that wait for a code or a first password at once, for one account."""

WAITING = ("second_factor", "set_password")


@dataclass(frozen=True, slots=True, repr=False)
class Admission:
    """The stage reached, the session's token, and the token the browser keeps as a known device.

    `known` is "" where the browser is not known yet, or has its token already.
    """

    stage: str
    token: str
    known: str = ""


def admit(
    uow: UnitOfWork, account: Account, stage: str, device: KnownDevice | None = None
) -> Admission:
    """Open a session at the stage for the locked account; at "full" the device becomes known.

    Of the sessions that wait for strangers the oldest ends; a known device has a place of its own.
    """
    if stage in WAITING:
        _make_room(uow, account, device)
    row, token = sessions.open_row(uow, account, stage, ABSOLUTE[account.is_staff])
    row.known_device_id = device.id if device is not None else None
    if stage in WAITING:
        return Admission(stage, token)
    account.last_login_at = uow.now
    return Admission(stage, token, known_devices.remember(uow, account, device))


def _make_room(uow: UnitOfWork, account: Account, device: KnownDevice | None) -> None:
    waiting = select(WebSession).where(
        WebSession.account_id == account.id, WebSession.stage.in_(WAITING)
    )
    newest = uow.scalars(waiting.order_by(WebSession.opened_at.desc(), WebSession.id))
    place = device.id if device is not None else None
    beside = [row for row in newest if row.known_device_id == place]
    left = MOST_WAITING - 1 if device is None else 0
    _end(uow, account, beside[left:])


def _end(uow: UnitOfWork, account: Account, rows: list[WebSession]) -> None:
    for row in rows:
        uow.delete(row)
    if rows:
        uow.record(Action.SESSION_CLOSED, row=account, count=len(rows))
