"""Who owns an account hears of what somebody else may have done, and open sessions do not go on."""

import re

import pyotp
import pytest

from mcollector.rules.rights import Right
from mcollector.services.staff import rights
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from tests import factories
from tests.portal.rows import rows
from tests.web.conftest import admin, app, employee, founded, staff, visitor
from tests.web.visitor import Visitor

__all__ = ["admin", "app", "employee", "founded", "staff", "visitor"]

ADMIN = "admin@example.com"
OF_LOGINS = ("new_device", "after_failures", "factor_added")


def told(tools):
    """Return the kinds of the notices that were queued, in no order."""
    return sorted(row.kind.value for row in rows(tools, Letter) if row.kind.value in OF_LOGINS)


def test_a_login_from_a_new_device_is_told_but_the_first_one_and_a_known_one(
    app, tools, visitor, employee
):
    visitor.log_in(employee)
    visitor.log_in(employee, query_string={"next": ""})
    before = told(tools)

    Visitor(app.test_client()).log_in(employee)

    assert (before, told(tools)) == ([], ["new_device"])


def test_a_login_after_failures_is_told_once_a_day(app, tools, visitor, employee, clock):
    visitor.log_in(employee)
    for _ in range(5):
        Visitor(app.test_client()).log_in(employee, "not the password")
    clock.move(minutes=2)

    visitor.log_in(employee, query_string={"next": ""})
    visitor.log_in(employee, query_string={"next": ""})

    assert told(tools) == ["after_failures"]


@pytest.fixture
def enrolled(app, tools, admin, clock):
    """Another session of the administrator, open while they enrol an app in the first."""
    other = Visitor(app.test_client())
    other.log_in(ADMIN)
    shown = admin.post("/second-factor/new", page="/second-factor/new")
    seed = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text).group(1)
    admin.post(
        "/second-factor/new/confirm",
        {"code": pyotp.TOTP(seed).at(clock())},
        page="/second-factor/new",
    )
    return other


def test_enrolling_an_app_is_told_and_ends_the_other_sessions(tools, admin, enrolled):
    assert enrolled.get("/admin/").status_code == 302
    assert admin.get("/admin/").status_code == 200
    assert told(tools) == ["factor_added", "new_device"]


def test_a_session_does_not_go_on_with_another_right(app, tools, founded, staff):
    user_id = staff(Right.DATA)
    clerk = Visitor(app.test_client())
    clerk.log_in(user_id)
    account_id = next(row.id for row in rows(tools, Account) if row.user_id == user_id)
    with tools.work(factories.admin_of(founded)) as uow:
        rights.change_right(uow, account_id, Right.DATA)
    before = clerk.get("/admin/").status_code
    with tools.work(factories.admin_of(founded)) as uow:
        rights.change_right(uow, account_id, Right.AUDITOR)

    assert (before, clerk.get("/admin/").status_code) == (200, 302)
