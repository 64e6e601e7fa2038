"""One-time secrets of letters and slips: checking one, and using it up to set a password."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login import passwords
from mcollector.services.company_view import CompanyView, company_view
from mcollector.services.letters import queue
from mcollector.services.login import admission, failures, known_devices, sessions
from mcollector.services.login.typed import NewPassword
from mcollector.store.accounts import Account, AccountState, KnownDevice, WebSession
from mcollector.store.letters import Letter, Secret
from mcollector.vault import hashes, intake
from mcollector.work.unit import UnitOfWork

OneTime = Letter | Secret
"""What carries a secret: a letter, or a slip of paper."""

QUIET = timedelta(minutes=1)
"""How long after a letter was asked for no other is written."""


@dataclass(frozen=True, slots=True)
class SecretState:
    """The state of a link: "good", "used", "expired" or "unknown"; the rest only when good."""

    word: str
    name: str = ""
    is_staff: bool = False
    company: CompanyView | None = None


@dataclass(frozen=True, slots=True, repr=False)
class FirstResult:
    """The result of setting a password: "ok", "second_factor", or the state of the link."""

    outcome: str
    token: str = ""
    is_staff: bool = False
    known: str = ""


def is_good(uow: UnitOfWork, account: Account, secret: str) -> bool:
    """Tell whether the secret is one of the account's valid ones."""
    return _find(uow, account, secret)[0] == "good"


def check_secret(uow: UnitOfWork, account_id: UUID, secret: str) -> SecretState:
    """Return the state of the link without using it up (mail scanners follow links)."""
    account = uow.get(Account, account_id)
    word, _ = _find(uow, account, secret)
    if word != "good":
        return SecretState(word)
    return SecretState(word, account.name, account.is_staff, company_view(uow))


def check_nobodys(uow: UnitOfWork, secret: str) -> None:
    """Read for an account that is not there what is read for one without such a secret."""
    intake.secret_digest(secret)
    uow.first(select(Account).where(Account.id == uow.actor.company_id))
    _held(uow, uow.actor.company_id)


def set_first_password(
    uow: UnitOfWork, account_id: UUID, secret: str, wanted: NewPassword, *, device: str = ""
) -> FirstResult:
    """Use the secret up and set the password; raises FieldRefused for a weak one, using nothing.

    A wrong secret leaves a line and voids nothing: 100 bits are not to be guessed.
    """
    account = uow.get(Account, account_id, lock=True)
    word, letter = _find(uow, account, secret)
    if letter is None or word != "good":
        uow.record(Action.SECRET_REFUSED, row=account, result=word)
        return FirstResult(word)
    check_password(uow, account, wanted.text)
    letter.used_at = uow.now
    uow.record(Action.SECRET_USED, row=letter)
    return set_password(uow, account, wanted, device=known_devices.find(uow, account, device))


def set_password_in_session(uow: UnitOfWork, session_id: UUID, wanted: NewPassword) -> FirstResult:
    """Set the password of somebody who came with 仮パスワード; the secret is used up.

    Where it is not good any more nothing is set: the result says "expired".
    """
    account = uow.get(Account, uow.get(WebSession, session_id).account_id, lock=True)
    session = uow.get(WebSession, session_id, lock=True)
    living = _living(uow, account.id)
    if not living:
        uow.record(Action.SECRET_REFUSED, row=account, result="expired")
        uow.delete(session)
        return FirstResult("expired")
    check_password(uow, account, wanted.text)
    for letter in living:
        letter.used_at = uow.now
        uow.record(Action.SECRET_USED, row=letter)
    known = uow.first(select(KnownDevice).where(KnownDevice.id == session.known_device_id))
    return set_password(uow, account, wanted, device=known)


def set_password(
    uow: UnitOfWork,
    account: Account,
    wanted: NewPassword,
    *,
    stage: str = "",
    device: KnownDevice | None = None,
) -> FirstResult:
    """Store the hash, end every session, open a new one; a second factor is still asked for.

    `stage` is that of the new session, for somebody who is already further than the password.
    """
    again = account.password_hash is not None
    account.password_hash = wanted.hashed
    failures.forget(uow, failures.password_aim(account, None))
    sessions.end_all(uow, account)
    uow.record(Action.PASSWORD_SET, row=account)
    is_guarded = account.is_staff and account.seed_confirmed
    opened = admission.admit(
        uow, account, stage or ("second_factor" if is_guarded else "full"), device
    )
    if again:
        queue.queue_one(uow, account, LetterKind.PASSWORD_CHANGED)
    outcome = "ok" if opened.stage == "full" else opened.stage
    return FirstResult(outcome, opened.token, account.is_staff, opened.known)


def ask_reset(uow: UnitOfWork, account_id: UUID) -> None:
    """Queue a reset letter, or a fresh invitation to somebody who has no password yet.

    None goes to a suspended account, nor a second one within a minute: it would void the first.
    """
    account = uow.get(Account, account_id, lock=True)
    uow.record(Action.PASSWORD_RESET_ASKED, row=account)
    kind = _kind_for(account)
    if account.state is AccountState.ACTIVE and not _has_just_asked(uow, account, kind):
        queue.queue_one(uow, account, kind)


def _has_just_asked(uow: UnitOfWork, account: Account, kind: LetterKind) -> bool:
    mine = select(Letter.id).where(Letter.account_id == account.id, Letter.kind == kind)
    return uow.first(mine.where(Letter.created_at > uow.now - QUIET).limit(1)) is not None


def _kind_for(account: Account) -> LetterKind:
    if account.password_hash is not None:
        return LetterKind.RESET
    return LetterKind.STAFF_INVITATION if account.is_staff else LetterKind.INVITATION


def check_password(uow: UnitOfWork, account: Account, password: str) -> None:
    """Raise FieldRefused for a password that is too weak for this account."""
    words = (account.name, account.mail, account.user_id, company_view(uow).name)
    passwords.check_password(password, staff=account.is_staff, words=words)


def _find(uow: UnitOfWork, account: Account, secret: str) -> tuple[str, OneTime | None]:
    """Return the state of the secret and its letter; a suspended account has none."""
    digest = intake.secret_digest(secret)
    if account.state is not AccountState.ACTIVE:
        return "unknown", None
    for letter in _held(uow, account.id):
        if hashes.same(_digest(letter), digest):
            return _worth(uow, letter), letter
    return "unknown", None


def _held(uow: UnitOfWork, account_id: UUID) -> list[OneTime]:
    mails = select(Letter).where(Letter.account_id == account_id, Letter.secret_digest.is_not(None))
    slips = select(Secret).where(Secret.account_id == account_id)
    return [*uow.scalars(mails), *uow.scalars(slips)]


def _digest(letter: OneTime) -> bytes:
    return letter.digest if isinstance(letter, Secret) else letter.secret_digest or b""


def _worth(uow: UnitOfWork, letter: OneTime) -> str:
    if letter.used_at is not None:
        return "used"
    if letter.valid_until is None or letter.valid_until <= uow.now:
        return "expired"
    return "good"


def _living(uow: UnitOfWork, account_id: UUID) -> list[OneTime]:
    return [letter for letter in _held(uow, account_id) if _worth(uow, letter) == "good"]
