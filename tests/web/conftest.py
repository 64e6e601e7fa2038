"""A real app over a real database, and a browser's habits: cookies, tokens, headers."""

import pytest

from mcollector import jobs
from mcollector.services import accounts
from tests import factories
from tests.apps import app_over
from tests.examined import child
from tests.web.visitor import Visitor

__all__ = ["child"]


@pytest.fixture
def founded(founded_house):
    return founded_house


@pytest.fixture
def app(tools):
    return app_over(tools)


@pytest.fixture
def visitor(app):
    return Visitor(app.test_client())


@pytest.fixture
def admin(app, office_house):
    """The first administrator, signed in."""
    return Visitor(app.test_client()).holding(office_house)


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
                password_hash=factories.hash_password(factories.PASSWORD),
            )
            return account.user_id

    return add


@pytest.fixture
def employee(employee_house):
    """An employee with a password of their own; returns the user ID."""
    return employee_house


@pytest.fixture
def deliver(tools):
    """Let the worker do everything that was rung for."""

    def run():
        jobs.install(tools)
        rung, tools.doorbell.rung = tools.doorbell.rung, []
        for _task, outbox_id in rung:
            jobs.run(str(outbox_id))

    return run
