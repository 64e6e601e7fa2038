"""What somebody is told by mail of logins to their account that may not be their own."""

from datetime import timedelta

from sqlalchemy import select

from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login.passwords import FREE_FAILURES
from mcollector.services.letters import queue
from mcollector.services.login import failures
from mcollector.store.accounts import Account, KnownDevice
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork

QUIET = timedelta(days=1)
"""How long a notice of the same kind is not repeated."""


def tell_login(uow: UnitOfWork, account: Account, device: KnownDevice | None) -> None:
    """Tell of a login after failures, or in a new device; the first login of all is no news.

    Called before the login is noted and its failures are forgotten.
    """
    if account.last_login_at is None:
        return
    if _most_failures(uow, account, device) >= FREE_FAILURES:
        _tell_once(uow, account, LetterKind.AFTER_FAILURES)
    elif device is None:
        queue.queue_one(uow, account, LetterKind.NEW_DEVICE)


def _most_failures(uow: UnitOfWork, account: Account, device: KnownDevice | None) -> int:
    places = (None, device)
    aims = [failures.password_aim(account, place) for place in places]
    aims += [failures.code_aim(account, place) for place in places]
    return max(failures.failures_at(uow, aim) for aim in aims)


def _tell_once(uow: UnitOfWork, account: Account, kind: LetterKind) -> None:
    mine = select(Letter.id).where(Letter.account_id == account.id, Letter.kind == kind)
    if uow.first(mine.where(Letter.created_at > uow.now - QUIET).limit(1)) is None:
        queue.queue_one(uow, account, kind)
