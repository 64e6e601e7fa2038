"""The real app with both doors, and an employee at the portal's."""

import pytest

from mcollector.jobs import runtime
from tests.portal.employee import Employee
from tests.web.conftest import app, clock, deliver, employee, founded, make_tools, tools

__all__ = ["app", "clock", "deliver", "employee", "founded", "make_tools", "tools"]


@pytest.fixture(scope="session", autouse=True)
def child():
    """Let the worker's child, if one was started, end with the tests."""
    yield
    for cleaner in runtime._cleaners.values():
        cleaner.close()
    runtime._cleaners.clear()


@pytest.fixture
def device(app, employee):
    """Return a new device of the employee, signed in."""
    return lambda: Employee(app.test_client(), employee).sign_in()


@pytest.fixture
def worker(device):
    """The employee on his telephone."""
    return device()


@pytest.fixture
def log(caplog):
    """Everything that is logged, from the first line on."""
    caplog.set_level("DEBUG")
    return caplog
