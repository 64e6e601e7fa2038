"""The entrance: who may come in, with which password, and the sessions that follow."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login.one_time import USER_ID_LENGTH, is_well_formed, plain
from mcollector.rules.login.passwords import pause_after
from mcollector.services.login import (
    admission,
    failures,
    known_devices,
    notices,
    one_time_secrets,
    strangers,
)
from mcollector.services.login.strangers import Stranger
from mcollector.services.login.typed import Typed
from mcollector.store.accounts import Account, AccountState, KnownDevice, Login
from mcollector.store.letters import Letter
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class FoundLogin:
    """Which company and account a user ID or mail address belongs to."""

    company_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True, repr=False)
class LoginResult:
    """What came of a login: "ok", "wrong", "second_factor" or "set_password".

    `known` is what the browser keeps as a known device from now on, if anything; `has_slip` where
    since the last login a slip was printed with which the password could be set anew.
    """

    outcome: str
    token: str = ""
    is_staff: bool = False
    known: str = ""
    has_slip: bool = False


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


def log_in(
    uow: UnitOfWork,
    account_id: UUID,
    typed: Typed,
    *,
    doors: frozenset[str],
    device: str = "",
    stranger: Stranger | None = None,
) -> LoginResult:
    """Take the password, or the one-time secret as 仮パスワード, and open a session.

    `device` is what the browser keeps as a known device: its failures and pause are its own, so
    that strangers keep nobody out. A right secret is taken during a pause too: it has 100 bits. A
    refusal is returned, not raised, so that its line is kept; during a pause there is none. Wrong
    passwords, pauses, suspended accounts and foreign doors answer alike: accounts cannot be
    enumerated.
    """
    account = uow.get(Account, account_id, lock=True)
    known = known_devices.find(uow, account, device)
    may_enter = account.state is AccountState.ACTIVE and _has_door(account, doors)
    if account.password_hash is None and one_time_secrets.is_good(uow, account, typed.text):
        return _admit(uow, account, known, "set_password") if may_enter else _refuse(uow, account)
    aim = failures.password_aim(account, known)
    if failures.pause_left(uow, aim):
        return WRONG
    if not typed.is_of(account) or not may_enter:
        failures.count(uow, aim, pause_after)
        if stranger is not None:
            strangers.note_known(uow, stranger, account)
        return _refuse(uow, account)
    is_guarded = account.is_staff and account.seed_confirmed
    return _admit(uow, account, known, "second_factor" if is_guarded else "full")


def confirm_password(uow: UnitOfWork, account: Account, typed: Typed) -> bool:
    """Tell whether somebody signed in knows the password of their locked account.

    Wrong ones are counted and pause as at the login, but apart: what strangers try there does not
    matter here. While a pause runs the right one is refused too.
    """
    aim = failures.inside_aim(account)
    if failures.pause_left(uow, aim):
        return False
    if typed.is_of(account):
        failures.forget(uow, aim)
        return True
    failures.count(uow, aim, pause_after)
    _refuse(uow, account)
    return False


def _admit(
    uow: UnitOfWork, account: Account, device: KnownDevice | None, stage: str
) -> LoginResult:
    """Open a session; failures count on until the second factor, where there is one, is passed."""
    has_slip = stage == "full" and _has_slip(uow, account)
    if stage == "full":
        notices.tell_login(uow, account, device)
    opened = admission.admit(uow, account, stage, device)
    if stage == "full":
        failures.forget(uow, failures.password_aim(account, device))
    if stage != "set_password":
        uow.record(Action.LOGIN_PASSED, row=account, stage=stage)
    outcome = "ok" if stage == "full" else stage
    return LoginResult(outcome, opened.token, account.is_staff, opened.known, has_slip)


def _has_slip(uow: UnitOfWork, account: Account) -> bool:
    """Tell whether a slip was printed for the account since its last login."""
    if account.last_login_at is None:
        return False
    mine = select(Letter.id).where(
        Letter.account_id == account.id,
        Letter.kind == LetterKind.SLIP_PRINTED,
        Letter.created_at >= account.last_login_at,
    )
    return uow.first(mine.limit(1)) is not None


def _refuse(uow: UnitOfWork, account: Account) -> LoginResult:
    uow.record(Action.LOGIN_FAILED, row=account, result="refused")
    return WRONG


def _has_door(account: Account, doors: frozenset[str]) -> bool:
    return ("admin" if account.is_staff else "portal") in doors
