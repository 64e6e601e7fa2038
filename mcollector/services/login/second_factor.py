"""The second factor of staff: TOTP with recovery codes; the seed is sealed under the server key."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login.codes import FREE_CODES, PAUSE, pause_after_code
from mcollector.rules.login.passwords import whole_minutes
from mcollector.rules.sealed import Purpose
from mcollector.services.letters import queue
from mcollector.services.login import admission, failures, notices, own_sessions
from mcollector.store.accounts import Account, KnownDevice, RecoveryCode, WebSession
from mcollector.vault import hashes
from mcollector.vault import second_factor as totp
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """What an authenticator app needs: the URI for a QR code and the seed as text."""

    uri: str
    seed: str


@dataclass(frozen=True, slots=True, repr=False)
class FactorResult:
    """What came of a code: "ok" with the token of a full session, "wrong", or "ended".

    `known` is what the browser keeps as a known device from now on, if anything.
    """

    outcome: str
    token: str = ""
    known: str = ""
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


def confirm(uow: UnitOfWork, session_id: UUID, code: str) -> tuple[str, ...] | None:
    """Confirm the seed with a code; return ten recovery codes to show once, None if wrong.

    Every session of the account but this one ends, and a letter tells of it.
    """
    account = uow.get(Account, uow.get(WebSession, session_id).account_id, lock=True)
    if account.seed is None or account.seed_confirmed or not _accepts(uow, account, code):
        return None
    account.seed_confirmed = True
    uow.record(Action.SECOND_FACTOR_ADDED, row=account, step="confirm")
    note_enrolled(uow, account, session_id)
    return new_codes(uow, account)


def note_enrolled(uow: UnitOfWork, account: Account, session_id: UUID) -> None:
    """End every session of the locked account but this one, and tell them by mail."""
    own_sessions.end_beside(uow, account, session_id)
    queue.queue_one(uow, account, LetterKind.FACTOR_ADDED)


def new_codes(uow: UnitOfWork, account: Account) -> tuple[str, ...]:
    """Make ten recovery codes of the account and return them, to be shown once."""
    codes = tuple(totp.new_recovery_codes())
    for text in codes:
        uow.add(RecoveryCode(account_id=account.id, digest=totp.code_digest(text)))
    return codes


def use_code(
    uow: UnitOfWork, account: Account, code: str, device: KnownDevice | None = None
) -> bool:
    """Use up a code of the app or a recovery code of the locked account; False for a wrong one.

    Wrong ones are counted over all sessions of the account, in its known devices apart from all
    others. While a pause runs no code is looked at; a right one forgets those of an hour ago.
    """
    aim = failures.code_aim(account, device)
    if failures.pause_left(uow, aim):
        return False
    if _accepts(uow, account, code) or _recovers(uow, account, code):
        failures.forget(uow, aim, before=uow.now - PAUSE)
        return True
    uow.record(Action.SECOND_FACTOR_FAILED, row=account, result="refused")
    _count_wrong(uow, aim)
    return False


def _count_wrong(uow: UnitOfWork, aim: str) -> None:
    """Count a wrong code; a few that lie an hour back do not matter any more."""
    if failures.failures_at(uow, aim) <= FREE_CODES:
        failures.forget(uow, aim, before=uow.now - PAUSE)
    failures.count(uow, aim, pause_after_code)


def pass_code(uow: UnitOfWork, session_id: UUID, code: str) -> FactorResult:
    """Take a code or a recovery code and open a full session; a wrong one is counted.

    A code counts once: the accepted step is stored under the row's lock.
    """
    account = uow.get(Account, uow.get(WebSession, session_id).account_id, lock=True)
    waiting = uow.get(WebSession, session_id, lock=True)
    device = _device_of(uow, waiting)
    aim = failures.code_aim(account, device)
    if use_code(uow, account, code, device):
        uow.record(Action.SECOND_FACTOR_PASSED, row=account)
        notices.tell_login(uow, account, device)
        failures.forget(uow, failures.password_aim(account, device))
        uow.delete(waiting)
        opened = admission.admit(uow, account, "full", device)
        return FactorResult("ok", opened.token, opened.known)
    if not (pause := failures.pause_left(uow, aim)):
        return FactorResult("wrong")
    uow.delete(waiting)
    return FactorResult("ended", wait_minutes=whole_minutes(pause))


def _device_of(uow: UnitOfWork, waiting: WebSession) -> KnownDevice | None:
    return uow.first(select(KnownDevice).where(KnownDevice.id == waiting.known_device_id))


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
