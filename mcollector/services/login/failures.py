"""Failures at the entrance, counted by what they aimed at; callers hold the account's lock."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mcollector.rules.errors import EditConflict
from mcollector.store.accounts import Account, FailureCount, KnownDevice
from mcollector.work.unit import UnitOfWork

FORGOTTEN = timedelta(days=1)
"""How long after its last failure a count begins anew."""


def password_aim(account: Account, device: KnownDevice | None) -> str:
    """Return the aim of a password at the login: tried by strangers, or in one known device."""
    return f"password:{account.id.hex}:{device.id.hex if device is not None else 'stranger'}"


def inside_aim(account: Account) -> str:
    """Return the aim of a password asked for once more in an open session."""
    return f"password:{account.id.hex}:inside"


def code_aim(account: Account, device: KnownDevice | None) -> str:
    """Return the aim of a code: tried by strangers, or in the account's known devices together."""
    return f"code:{account.id.hex}:{'stranger' if device is None else 'known'}"


def pause_left(uow: UnitOfWork, aim: str) -> timedelta:
    """Return how long nothing is tried at the aim any more; zero when no pause runs."""
    row = _find(uow, aim)
    return max(row.paused_until - uow.now, timedelta()) if row is not None else timedelta()


def count(uow: UnitOfWork, aim: str, pause_after: Callable[[int], timedelta]) -> FailureCount:
    """Count a failure and begin the pause that follows so many; return the count.

    Raises EditConflict where no lock is held and the first failure is counted twice at once.
    """
    row = _find(uow, aim) or uow.add(_none_yet(uow, aim))
    if uow.now - row.failed_at >= FORGOTTEN:
        row.failures = 0
    row.failures += 1
    row.failed_at = uow.now
    row.paused_until = uow.now + pause_after(row.failures)
    try:
        uow.flush()
    except IntegrityError:
        raise EditConflict from None
    return row


def failures_at(uow: UnitOfWork, aim: str) -> int:
    """Return how many failures of the last day are counted at the aim."""
    row = _find(uow, aim)
    return row.failures if row is not None and uow.now - row.failed_at < FORGOTTEN else 0


def forget(uow: UnitOfWork, aim: str, *, before: datetime | None = None) -> None:
    """Begin the aim's count anew; with `before` only when the last failure lies before it."""
    row = _find(uow, aim)
    if row is not None and (before is None or row.failed_at <= before):
        uow.delete(row)
        uow.flush()  # a new count of the same aim may follow


def forget_old(uow: UnitOfWork) -> None:
    """Delete the counts whose last failure lies a day back."""
    old = select(FailureCount).where(FailureCount.failed_at <= uow.now - FORGOTTEN)
    for row in uow.scalars(old):
        uow.delete(row)


def _find(uow: UnitOfWork, aim: str) -> FailureCount | None:
    return uow.first(select(FailureCount).where(FailureCount.aim == aim).with_for_update())


def _none_yet(uow: UnitOfWork, aim: str) -> FailureCount:
    return FailureCount(aim=aim, failures=0, failed_at=uow.now, paused_until=uow.now)
