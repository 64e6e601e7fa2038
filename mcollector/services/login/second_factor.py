"""The second factor of staff: TOTP with recovery codes; the seed is sealed under the server key."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotAllowed
from mcollector.rules.login.passwords import pause_after, whole_minutes
from mcollector.rules.sealed import Purpose
from mcollector.services.login import sessions
from mcollector.store.accounts import Account, RecoveryCode, WebSession
from mcollector.vault import hashes
from mcollector.vault import second_factor as totp
from mcollector.work.unit import UnitOfWork

MOST_FAILURES = 10
"""Wrong codes before the pending session ends; after the pause one more login, one more code."""


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """What an authenticator app needs: the URI for a QR code and the seed as text."""

    uri: str
    seed: str


@dataclass(frozen=True, slots=True, repr=False)
class FactorResult:
    """What came of a code: "ok" with the token of a full session, "wrong", or "ended"."""

    outcome: str
    token: str = ""
    wait_minutes: int = 0


def begin(uow: UnitOfWork, account_id: UUID) -> Enrolment:
    """Make a new seed, sealed until a code confirms it; a confirmed one is never shown again."""
    account = uow.get(Account, account_id, lock=True)
    if account.seed_confirmed:
        raise NotAllowed
    seed = totp.new_seed()
    uow.seal(account, "seed", seed.encode())
    uow.record(Action.SECOND_FACTOR_ADDED, row=account, step="begin")
    return Enrolment(totp.provisioning_uri(seed, account.mail, "m-collector"), seed)


def confirm(uow: UnitOfWork, account_id: UUID, code: str) -> tuple[str, ...] | None:
    """Confirm the seed with a code; return ten recovery codes to show once, None if wrong."""
    account = uow.get(Account, account_id, lock=True)
    if account.seed is None or account.seed_confirmed or not _accepts(uow, account, code):
        return None
    account.seed_confirmed = True
    uow.record(Action.SECOND_FACTOR_ADDED, row=account, step="confirm")
    return new_codes(uow, account)


def new_codes(uow: UnitOfWork, account: Account) -> tuple[str, ...]:
    """Make ten recovery codes of the account and return them, to be shown once."""
    codes = tuple(totp.new_recovery_codes())
    for text in codes:
        uow.add(RecoveryCode(account_id=account.id, digest=totp.code_digest(text)))
    return codes


def use_code(uow: UnitOfWork, account: Account, code: str) -> bool:
    """Use up a code of the app or a recovery code of the locked account; False for a wrong one."""
    return _accepts(uow, account, code) or _recovers(uow, account, code)


def pass_code(uow: UnitOfWork, session_id: UUID, code: str) -> FactorResult:
    """Take a code or a recovery code and open a full session; a wrong one is counted.

    A code counts once: the accepted step is stored under the row's lock.
    """
    waiting = uow.get(WebSession, session_id)
    account = uow.get(Account, waiting.account_id, lock=True)
    if not use_code(uow, account, code):
        return _refuse(uow, waiting, account)
    account.failures, account.locked_until = 0, None
    account.last_login_at = uow.now
    uow.record(Action.SECOND_FACTOR_PASSED, row=account)
    uow.delete(waiting)
    return FactorResult("ok", sessions.open_session(uow, account, "full"))


def remove(uow: UnitOfWork, account: Account) -> None:
    """Forget the seed and the recovery codes of a locked account; another one can be enrolled."""
    account.seed, account.seed_confirmed, account.last_step = None, False, 0
    account.new_seed = None
    forget_codes(uow, account)
    uow.record(Action.SECOND_FACTOR_REMOVED, row=account)


def forget_codes(uow: UnitOfWork, account: Account) -> None:
    """Let no recovery code of the account count any more."""
    for row in uow.scalars(select(RecoveryCode).where(RecoveryCode.account_id == account.id)):
        uow.delete(row)


def count_wrong(uow: UnitOfWork, account: Account) -> None:
    """Count a wrong code of somebody signed in; as many as at the login begin a pause."""
    uow.record(Action.SECOND_FACTOR_FAILED, row=account, result="refused")
    account.failures += 1
    account.locked_until = uow.now + pause_after(account.failures)


def _refuse(uow: UnitOfWork, waiting: WebSession, account: Account) -> FactorResult:
    uow.record(Action.SECOND_FACTOR_FAILED, row=account, result="refused")
    account.failures += 1
    if account.failures < MOST_FAILURES:
        return FactorResult("wrong")
    pause = pause_after(account.failures)
    account.locked_until = uow.now + pause
    uow.delete(waiting)
    return FactorResult("ended", wait_minutes=whole_minutes(pause))


def _accepts(uow: UnitOfWork, account: Account, code: str) -> bool:
    seed = uow.open(account, "seed", Purpose.SIGN_IN).decode()
    step = totp.accepted_step(seed, code, uow.now)
    if step is None or step <= account.last_step:
        return False
    account.last_step = step
    return True


def _recovers(uow: UnitOfWork, account: Account, code: str) -> bool:
    codes = select(RecoveryCode).where(RecoveryCode.account_id == account.id)
    for row in uow.scalars(codes.where(RecoveryCode.used_at.is_(None)).with_for_update()):
        if hashes.same(row.digest, totp.code_digest(code)):
            row.used_at = uow.now
            return True
    return False
