"""管理者・権限: the accounts of the office, and invitations to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules.errors import FieldRefused, FormRefused, MoveRefused, NotFound
from mcollector.rules.letters.addresses import mail_key, parse_mail
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import OFFICE, Permission, Right
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text.names import is_printable, trim
from mcollector.services import accounts
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.store.accounts import Account, AccountState
from mcollector.store.companies import Company
from mcollector.work.unit import UnitOfWork

MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the office; `is_invited` until a password is set."""

    id: UUID
    name: str
    mail: str
    right: Right
    is_suspended: bool
    is_invited: bool
    has_second_factor: bool
    last_login_at: datetime | None
    is_self: bool


def members(uow: UnitOfWork) -> tuple[Member, ...]:
    """Return everybody of the office, administrators first, then by name."""
    require(uow, Permission.STAFF)
    office = select(Account).where(Account.right.in_(OFFICE))
    rows = uow.scalars(office.order_by(Account.name, Account.id))
    return tuple(sorted((_member(uow, row) for row in rows), key=lambda one: _rank(one.right)))


def member(uow: UnitOfWork, account_id: UUID) -> Member:
    """Return one of the office; raises NotFound for anybody else."""
    require(uow, Permission.STAFF)
    return _member(uow, account_of(uow, account_id))


def invite(uow: UnitOfWork, name: str, mail: str, right: Right) -> UUID:
    """Add somebody to the office and send the invitation; return the account's id.

    Raises FormRefused with every wrong field at once.
    """
    require(uow, Permission.STAFF)
    uow.get(Company, uow.actor.company_id, lock=True)  # of two that invite the same, one is second
    checked = _checked(uow, name, mail, right)
    account = accounts.add_account(uow, name=checked[0], mail=checked[1], right=right)
    uow.flush()
    queue.queue_one(uow, account, LetterKind.STAFF_INVITATION)
    return account.id


def invite_again(uow: UnitOfWork, account_id: UUID) -> None:
    """Send a new invitation; raises MoveRefused for who has a password or is suspended."""
    require(uow, Permission.STAFF)
    account = account_of(uow, account_id, lock=True)
    if account.password_hash is not None or account.state is not AccountState.ACTIVE:
        raise MoveRefused
    queue.queue_one(uow, account, LetterKind.STAFF_INVITATION)


def _checked(uow: UnitOfWork, name: str, mail: str, right: Right) -> tuple[str, str]:
    errors: dict[str, Sentence] = {}
    clean = trim(name)
    if not clean:
        errors["name"] = say("氏名を入力してください。")
    elif len(clean) > MAX_NAME or not is_printable(clean):
        errors["name"] = say("氏名は%(n)d文字までの文字で入力してください。", n=MAX_NAME)
    address = ""
    try:
        address = parse_mail(mail)
    except FieldRefused as refused:
        errors["mail"] = refused.sentence
    if address and _has_office(uow, address):
        errors["mail"] = say("このメールアドレスの担当者は、もう登録されています。")
    if right not in OFFICE:
        errors["right"] = say("利用権限を選択してください。")
    if errors:
        raise FormRefused(errors)
    return clean, address


def _has_office(uow: UnitOfWork, mail: str) -> bool:
    same = select(Account.id).where(func.lower(Account.mail) == mail_key(mail))
    return uow.first(same.where(Account.right.in_(OFFICE)).limit(1)) is not None


def account_of(uow: UnitOfWork, account_id: UUID | None, *, lock: bool = False) -> Account:
    """Return the account of somebody of the office; raises NotFound for anybody else."""
    account = uow.get(Account, account_id, lock=lock)
    if account.right not in OFFICE:
        raise NotFound
    return account


def _member(uow: UnitOfWork, row: Account) -> Member:
    return Member(
        row.id,
        row.name,
        row.mail,
        row.right,
        row.state is AccountState.SUSPENDED,
        row.password_hash is None,
        row.seed_confirmed,
        row.last_login_at,
        row.id == uow.actor.id,
    )


def _rank(right: Right) -> int:
    return list(Right).index(right)
