"""The entrance: who may come in, with which password, and the sessions that follow."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.one_time import plain
from mcollector.services import one_time_secrets, sessions
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.vault import digests
from mcollector.vault.passwords import verify_password
from mcollector.work.unit import UnitOfWork

FREE_FAILURES = 5
"""Wrong passwords before the first pause (architecture §11, ux E1)."""

LONGEST_PAUSE = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class FoundLogin:
    """Which company and account a user ID or mail address belongs to."""

    company_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True, repr=False)
class LoginResult:
    """What came of a login: "ok", "wrong", "locked", "second_factor" or "set_password"."""

    outcome: str
    token: str = ""
    wait_minutes: int = 0
    is_staff: bool = False


def find_login(uow: UnitOfWork, name: str) -> FoundLogin | None:
    """Return where the user ID or mail address belongs; None when unknown or held by several."""
    by_id = uow.first(select(Login).where(Login.user_id == plain(name)))
    if by_id is not None:
        return FoundLogin(by_id.company_id, by_id.account_id)
    if "@" not in name:
        return None
    digest = digests.mail_digest(name)
    found = uow.scalars(select(Login).where(Login.mail_digest == digest).limit(2))
    return FoundLogin(found[0].company_id, found[0].account_id) if len(found) == 1 else None


def nobody(password: str) -> LoginResult:
    """Answer a login nobody has, in the time a real one takes."""
    verify_password(None, password)
    return LoginResult("wrong")


def log_in(
    uow: UnitOfWork, account_id: UUID, password: str, *, doors: frozenset[str]
) -> LoginResult:
    """Check the password, or the one-time secret as 仮パスワード, and open a session.

    A refusal is a result: its line must stay. Locked accounts and foreign doors answer "wrong" in
    the same time, except that a locked one says how long to wait to whoever knows the password.
    """
    account = uow.get(Account, account_id, lock=True)
    fits = verify_password(account.password_hash, password)
    if account.password_hash is None and one_time_secrets.fits(uow, account, password):
        return _with_temporary(uow, account, doors)
    wait = _waiting(uow, account)
    if not fits or account.state is not AccountState.ACTIVE or not _has_door(account, doors):
        return _refuse(uow, account, wait)
    if wait:
        return LoginResult("locked", wait_minutes=wait)
    return _admit(uow, account)


def _with_temporary(uow: UnitOfWork, account: Account, doors: frozenset[str]) -> LoginResult:
    if account.state is not AccountState.ACTIVE or not _has_door(account, doors):
        return _refuse(uow, account, 0)
    token = sessions.open_session(uow, account, "set_password")
    return LoginResult("set_password", token, is_staff=account.is_staff)


def _admit(uow: UnitOfWork, account: Account) -> LoginResult:
    account.failures = 0
    account.locked_until = None
    stage = "second_factor" if account.is_staff and account.seed_confirmed else "full"
    token = sessions.open_session(uow, account, stage)
    if stage == "full":
        account.last_login_at = uow.now
    uow.record(Action.LOGIN_PASSED, row=account, stage=stage)
    outcome = "ok" if stage == "full" else stage
    return LoginResult(outcome, token, is_staff=account.is_staff)


def _refuse(uow: UnitOfWork, account: Account, wait: int) -> LoginResult:
    if not wait:
        account.failures += 1
        if account.failures >= FREE_FAILURES:
            pause = timedelta(minutes=2 ** (account.failures - FREE_FAILURES))
            account.locked_until = uow.now + min(pause, LONGEST_PAUSE)
    uow.record(Action.LOGIN_FAILED, row=account, result="refused")
    wait = _waiting(uow, account)
    return LoginResult("locked", wait_minutes=wait) if wait else LoginResult("wrong")


def _waiting(uow: UnitOfWork, account: Account) -> int:
    if account.locked_until is None or account.locked_until <= uow.now:
        return 0
    return -(-(account.locked_until - uow.now) // timedelta(minutes=1))


def _has_door(account: Account, doors: frozenset[str]) -> bool:
    return ("admin" if account.is_staff else "portal") in doors
