"""Making accounts: the application issues the user ID, and a login points to it."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.login.one_time import ALPHABET, USER_ID_LENGTH
from mcollector.rules.rights import Right
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork


def new_user_id() -> str:
    """Return 8 Crockford characters; 40 bits, unique in the installation by the database."""
    return new_user_ids(1)[0]


def new_user_ids(count: int) -> list[str]:
    """Return so many user IDs out of one draw."""
    signs = secrets.token_bytes(USER_ID_LENGTH * count).translate(_SIGNS).decode()
    starts = range(0, len(signs), USER_ID_LENGTH)
    return [signs[start : start + USER_ID_LENGTH] for start in starts]


_SIGNS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
"""A sign for each byte, each as often: bytes in one draw cost a tenth of choices one by one."""


def add_account(
    uow: UnitOfWork,
    *,
    name: str,
    mail: str,
    right: Right,
    person_id: UUID | None = None,
    password_hash: str | None = None,
) -> Account:
    """Add an account with its login and return it."""
    account = uow.add(
        Account(
            user_id=new_user_id(),
            person_id=person_id,
            right=right,
            name=name,
            mail=mail,
            password_hash=password_hash,
            created_at=uow.now,
        )
    )
    uow.add(Login(**login_of(account.user_id, mail, account.company_id, account.id)))
    uow.record(Action.STAFF_ADDED, row=account, right=right.value)
    return account


def administrators(uow: UnitOfWork) -> Sequence[Account]:
    """Return every active 組織管理者: not suspended, and with a password."""
    return uow.scalars(
        select(Account).where(
            Account.right == Right.ADMIN,
            Account.state == AccountState.ACTIVE,
            Account.password_hash.is_not(None),
        )
    )


def login_of(
    user_id: str, mail: str, company_id: UUID, account_id: UUID
) -> dict[str, str | bytes | UUID]:
    """Return the columns of a login: a digest of the mail address, no address."""
    return {
        "user_id": user_id,
        "mail_digest": hashes.mail_digest(mail),
        "company_id": company_id,
        "account_id": account_id,
    }
