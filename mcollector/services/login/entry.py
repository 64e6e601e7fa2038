"""The entrance: who may come in, with which password, and the sessions that follow."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.login.one_time import USER_ID_LENGTH, is_well_formed, plain
from mcollector.rules.login.passwords import pause_after
from mcollector.services.login import one_time_secrets, sessions
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.vault import hashes
from mcollector.vault.passwords import verify_password
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class FoundLogin:
    """Which company and account a user ID or mail address belongs to."""

    company_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True, repr=False)
class LoginResult:
    """What came of a login: "ok", "wrong", "second_factor" or "set_password"."""

    outcome: str
    token: str = ""
    is_staff: bool = False


WRONG = LoginResult("wrong")


def find_login(uow: UnitOfWork, name: str) -> FoundLogin | None:
    """Return where the user ID or mail address belongs; None when unknown or held by several."""
    user_id = plain(name)
    if is_well_formed(user_id, USER_ID_LENGTH):
        by_id = uow.first(select(Login).where(Login.user_id == user_id))
        return FoundLogin(by_id.company_id, by_id.account_id) if by_id is not None else None
    if "@" not in name:
        return None
    digest = hashes.mail_digest(name)
    logins = uow.scalars(select(Login).where(Login.mail_digest == digest).limit(2))
    return FoundLogin(logins[0].company_id, logins[0].account_id) if len(logins) == 1 else None


def refuse_unknown(password: str) -> LoginResult:
    """Answer an unknown login, in the time a real one takes."""
    verify_password(None, password)
    return WRONG


def log_in(
    uow: UnitOfWork, account_id: UUID, password: str, *, doors: frozenset[str]
) -> LoginResult:
    """Check the password, or the one-time secret as 仮パスワード, and open a session.

    A refusal is returned, not raised, so that its line is kept. Wrong passwords, pauses, suspended
    accounts and foreign doors answer alike and in the same time: accounts cannot be enumerated.
    """
    account = uow.get(Account, account_id, lock=True)
    fits = verify_password(account.password_hash, password)
    may_enter = account.state is AccountState.ACTIVE and _has_door(account, doors)
    if account.password_hash is None and one_time_secrets.try_secret(uow, account, password):
        return _with_temporary(uow, account) if may_enter else _refuse(uow, account)
    if not fits or not may_enter or _is_pausing(uow, account):
        return _refuse(uow, account)
    return _admit(uow, account)


def confirm_password(uow: UnitOfWork, account: Account, password: str) -> bool:
    """Tell whether somebody signed in knows the password of their locked account.

    A wrong one is counted as at the login; while a pause runs the right one is refused too.
    """
    if verify_password(account.password_hash, password) and not _is_pausing(uow, account):
        return True
    _refuse(uow, account)
    return False


def _with_temporary(uow: UnitOfWork, account: Account) -> LoginResult:
    token = sessions.open_session(uow, account, "set_password")
    return LoginResult("set_password", token, is_staff=account.is_staff)


def _admit(uow: UnitOfWork, account: Account) -> LoginResult:
    """Open a session; failures count on until the second factor, where there is one, is passed."""
    stage = "second_factor" if account.is_staff and account.seed_confirmed else "full"
    token = sessions.open_session(uow, account, stage)
    if stage == "full":
        account.failures, account.locked_until = 0, None
        account.last_login_at = uow.now
    uow.record(Action.LOGIN_PASSED, row=account, stage=stage)
    outcome = "ok" if stage == "full" else stage
    return LoginResult(outcome, token, is_staff=account.is_staff)


def _refuse(uow: UnitOfWork, account: Account) -> LoginResult:
    """Count the failure, unless a pause runs; from the fifth on, each begins a longer one."""
    if not _is_pausing(uow, account):
        account.failures += 1
        account.locked_until = uow.now + pause_after(account.failures)
    uow.record(Action.LOGIN_FAILED, row=account, result="refused")
    return WRONG


def _is_pausing(uow: UnitOfWork, account: Account) -> bool:
    return account.locked_until is not None and account.locked_until > uow.now


def _has_door(account: Account, doors: frozenset[str]) -> bool:
    return ("admin" if account.is_staff else "portal") in doors
