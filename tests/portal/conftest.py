"""The real app with both doors, and an employee at the portal's."""

import pytest

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
