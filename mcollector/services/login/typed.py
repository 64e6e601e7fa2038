"""Passwords as they were typed: hashed and compared before a unit begins, for that takes long."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.store.accounts import Account
from mcollector.vault.passwords import hash_password, verify_password
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """A password that was compared with a stored hash (None: there is none)."""

    text: str
    stored: str | None
    fits: bool

    def is_of(self, account: Account) -> bool:
        """Tell whether it is the account's password, and was compared with its present hash."""
        return self.fits and self.stored == account.password_hash


@dataclass(frozen=True, slots=True, repr=False)
class NewPassword:
    """A password somebody wants to have, and its hash."""

    text: str
    hashed: str


def stored_hash(uow: UnitOfWork, account_id: UUID | None) -> str | None:
    """Return what a password is compared with; None for an unknown account, at the same cost."""
    return uow.first(select(Account.password_hash).where(Account.id == account_id))


def compare(stored: str | None, text: str) -> Typed:
    """Compare the password outside every unit; raises TooBusy."""
    return Typed(text, stored, verify_password(stored, text))


def new_password(text: str) -> NewPassword:
    """Hash the password outside every unit; raises TooBusy."""
    return NewPassword(text, hash_password(text))
