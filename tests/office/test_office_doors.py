"""The doors: whose session opens which, and how soon a session taken away is out."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.services import letters
from mcollector.store.accounts import Account, AccountState
from mcollector.web.policies import Access
from tests import factories
from tests.office import addresses, desk
from tests.office.addresses import ask, statuses
from tests.web.visitor import Visitor


@pytest.fixture
def own(tools, founded, person_id):
    return addresses.things_of(tools, founded)


def employee(app, tools, founded, cookie="mc-portal"):
    person_id = factories.people_ids(tools, founded)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        account_id = letters.account_of(uow, person_id).id
    visitor = Visitor(app.test_client())
    visitor.client.set_cookie(cookie, desk.cookie_of(tools, founded, account_id))
    return visitor


@pytest.mark.parametrize("cookie", ["mc-portal", "mc-office"])
def test_an_employee_opens_nothing_of_the_office(app, tools, founded, own, cookie):
    visitor = employee(app, tools, founded, cookie)

    found = statuses(app, visitor, own)

    assert set(found.values()) == {302}
    assert visitor.get("/admin/people/").location == "/login?next=people.index_view"


@pytest.mark.parametrize("cookie", ["mc-office", "mc-portal"])
def test_the_office_opens_nothing_of_the_portal(app, tools, founded, cookie):
    visitor = Visitor(app.test_client())
    visitor.client.set_cookie(cookie, desk.cookie_of(tools, founded, founded.account_id))
    paths = [
        (method, addresses.filled(app, endpoint, method, addresses.NOTHING))
        for endpoint, method, _rule, _names in addresses.of(app, Access.PERSON)
    ]

    answers = [ask(visitor, method, path) for method, path in paths]

    assert len(answers) > 15
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.location.split("?")[0] for answer in answers} == {"/login"}


def test_a_session_of_one_company_with_the_name_of_another_is_nobodys(app, tools, founded, other):
    visitor = Visitor(app.test_client())
    token = desk.cookie_of(tools, founded, founded.account_id).partition(".")[2]
    visitor.client.set_cookie("mc-office", f"{other.company_id.hex}.{token}")

    assert visitor.get("/admin/").location == "/login?next=admin.index"


def change(tools, founded, **values):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Account, founded.account_id)
        for name, value in values.items():
            setattr(row, name, value)
        uow.record(Action.STAFF_ADDED, row=row)


def test_somebody_suspended_is_out_at_the_next_request(admin, tools, founded, own):
    assert admin.get("/admin/people/").status_code == 200

    change(tools, founded, state=AccountState.SUSPENDED)

    answers = [
        admin.get("/admin/people/"),
        admin.post(f"/admin/reviews/{own.person_id}/reveal", {"number_of": str(own.person_id)}),
    ]
    assert [(answer.status_code, answer.location.split("?")[0]) for answer in answers] == [
        (302, "/login")
    ] * 2


def test_a_right_taken_away_is_gone_at_the_next_request(admin, tools, founded):
    assert admin.get("/admin/rosters/").status_code == 200

    change(tools, founded, right=Right.AUDITOR)

    assert admin.get("/admin/rosters/").status_code == 403
