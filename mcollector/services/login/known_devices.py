"""Known devices: browsers in which somebody has been let in to their account before."""

import secrets
from datetime import timedelta

from sqlalchemy import Select, select

from mcollector.rules.actions import Action
from mcollector.store.accounts import Account, KnownDevice
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork

KEPT = timedelta(days=180)
"""How long a device that is not used stays known."""

MOST = 10
"""Known devices of one account; a newer one takes the place of the one not used longest."""


def find(uow: UnitOfWork, account: Account, token: str) -> KnownDevice | None:
    """Return the account's known device that keeps the token, None for a stranger's."""
    digest = hashes.sha256(token.encode(errors="surrogatepass"))
    mine = _of(account).where(KnownDevice.token_digest == digest)
    return uow.first(mine.where(KnownDevice.seen_at > uow.now - KEPT)) if token else None


def remember(uow: UnitOfWork, account: Account, device: KnownDevice | None) -> str:
    """Know the device of somebody who was let in; return the token it is to keep, "" for its own.

    A token is made here and nowhere else: one that was planted in a browser never becomes known.
    """
    if device is not None:
        device.seen_at = uow.now
        uow.record(Action.DEVICE_KNOWN, row=device)
        return ""
    _make_room(uow, account)
    token = secrets.token_urlsafe(32)
    row = uow.add(
        KnownDevice(
            account_id=account.id,
            token_digest=hashes.sha256(token.encode()),
            known_at=uow.now,
            seen_at=uow.now,
        )
    )
    uow.record(Action.DEVICE_KNOWN, row=row)
    return token


def forget_old(uow: UnitOfWork) -> None:
    """Forget the devices that were not used for half a year."""
    for row in uow.scalars(select(KnownDevice).where(KnownDevice.seen_at <= uow.now - KEPT)):
        _forget(uow, row)


def _make_room(uow: UnitOfWork, account: Account) -> None:
    rows = uow.scalars(_of(account).order_by(KnownDevice.seen_at.desc(), KnownDevice.id))
    for row in rows[MOST - 1 :]:
        _forget(uow, row)


def _forget(uow: UnitOfWork, row: KnownDevice) -> None:
    uow.record(Action.DEVICE_FORGOTTEN, row=row)
    uow.delete(row)


def _of(account: Account) -> Select[KnownDevice]:
    return select(KnownDevice).where(KnownDevice.account_id == account.id)
