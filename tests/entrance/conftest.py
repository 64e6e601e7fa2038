"""The real app, its letters, and visitors at the entrance."""

import pytest

from mcollector.store.accounts import Account
from tests import factories
from tests.entrance.letters import link_in, texts_to
from tests.portal.rows import rows
from tests.web.conftest import (
    admin,
    app,
    deliver,
    employee,
    founded,
    staff,
    visitor,
)

__all__ = [
    "admin",
    "app",
    "deliver",
    "employee",
    "founded",
    "staff",
    "visitor",
]

MAIL = "taro0@example.com"


@pytest.fixture
def invited(tools, founded, deliver):
    """Somebody new whose invitation has arrived: their user ID."""
    factories.people_in(tools, founded, 1)
    deliver()
    (account,) = rows(tools, Account, Account.mail == MAIL)
    return account.user_id


@pytest.fixture
def link(tools, invited):
    """The path of the invitation's link."""
    return link_in(texts_to(tools, MAIL)[-1])
