"""The real app with both doors, and an employee at the portal's."""

import pytest

from mcollector.images.cleaner import Cleaner
from mcollector.jobs import runtime
from tests.examined import child
from tests.portal.employee import Employee
from tests.web.conftest import app, deliver, employee, founded

__all__ = ["app", "child", "deliver", "employee", "founded"]


@pytest.fixture
def device(app, employee):
    """Return a new device of the employee, signed in."""
    return lambda: Employee(app.test_client(), employee).sign_in()


@pytest.fixture
def worker(app, employee, portal_house):
    """The employee on a telephone."""
    return Employee(app.test_client(), employee).holding(portal_house)


@pytest.fixture
def log(caplog):
    """Everything that is logged, from the first line on."""
    caplog.set_level("DEBUG")
    return caplog


@pytest.fixture(scope="session")
def codes_only():
    """A cleaner whose child reads codes, as where requirements-ocr.txt is not installed."""
    with Cleaner() as cleaner:
        yield cleaner


@pytest.fixture
def print_off(monkeypatch, codes_only):
    """Let the worker read no print: for tests that ask for nothing that stands on a photograph."""
    monkeypatch.setitem(runtime._cleaners, "cleaner", codes_only)
