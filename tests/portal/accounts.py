"""Accounts as tests need them: with a password, suspended, or found by their address."""

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.store.accounts import Account, AccountState
from tests import factories


def _change(tools, founded, mail, **columns):
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.first(select(Account).where(Account.mail == mail))
        for name, value in columns.items():
            setattr(account, name, value)
        uow.record(Action.STAFF_ADDED, row=account)
        return account.user_id


def with_password(tools, founded, mail):
    """Give the account the usual password; return its user ID."""
    return _change(tools, founded, mail, password_hash=factories.hash_password(factories.PASSWORD))


def suspend(tools, founded, mail):
    """Suspend the account; return its user ID."""
    return _change(tools, founded, mail, state=AccountState.SUSPENDED)
