"""A real app over a real database, and a browser's habits: cookies, tokens, headers."""

import pytest
from sqlalchemy import select

import app as entry
from mcollector import jobs
from mcollector.rules.actions import Action
from mcollector.services import accounts
from mcollector.store.accounts import Account
from mcollector.vault.passwords import hash_password
from tests import factories
from tests.factories import Clock
from tests.web.visitor import Visitor

BOTH = frozenset({"portal", "admin"})


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_tools(tmp_path, database_url, clock):
    """Make a toolbox of a role; all of one test share the home and the database."""
    made = []

    def make(role="cli", **environ):
        config = factories.config_for(tmp_path / "home", database_url, **environ)
        made.append(factories.toolbox_for(config, role, clock))
        return made[-1]

    yield make
    for tools in made:
        tools.engine.dispose()


@pytest.fixture
def tools(make_tools):
    return make_tools()


@pytest.fixture
def founded(tools):
    return factories.company(tools, mail="admin@example.com")


@pytest.fixture
def app(tools):
    return entry.create_app(tools, BOTH)


@pytest.fixture
def visitor(app):
    return Visitor(app.test_client())


@pytest.fixture
def admin(app, founded):
    """The first administrator, signed in."""
    visitor = Visitor(app.test_client())
    visitor.log_in("admin@example.com")
    return visitor


@pytest.fixture
def staff(tools, founded):
    """Give somebody of the office a right; the password is the usual one."""

    def add(right, mail="staff@example.com"):
        with tools.work(factories.admin_of(founded)) as uow:
            account = accounts.add_account(
                uow,
                name="高橋 担当",
                mail=mail,
                right=right,
                password_hash=hash_password(factories.PASSWORD),
            )
            return account.user_id

    return add


@pytest.fixture
def employee(tools, founded):
    """An employee with a password of his own; returns the user ID."""
    factories.people_in(tools, founded, 1)
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.first(select(Account).where(Account.mail == "taro0@example.com"))
        account.password_hash = hash_password(factories.PASSWORD)
        uow.record(Action.PASSWORD_SET, row=account)
        return account.user_id


@pytest.fixture
def deliver(tools):
    """Let the worker do everything that was rung for."""

    def run():
        jobs.install(tools)
        rung, tools.doorbell.rung = tools.doorbell.rung, []
        for _task, outbox_id in rung:
            jobs.run(str(outbox_id))

    return run
