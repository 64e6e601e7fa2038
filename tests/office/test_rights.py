"""Every address of the office × every right × own and foreign ids, from the policy registry."""

import fnmatch
import re

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.services.letters import queue
from mcollector.store.accounts import Account, AccountState
from mcollector.web.policies import Access
from tests import factories
from tests.office import addresses, desk
from tests.web.visitor import Visitor, title

OWN = ("admin.index", "own.*")
LIST = (*OWN, "people.[!b]*", "people.bulk_remind")
COVERED = {
    Right.ADMIN: ("*",),
    Right.DATA: (*LIST, "people.bulk_deadline", "editing.*", "reviews.*", "statements.*"),
    Right.UPLOAD: (*LIST, "rosters.*", "letters.*", "slips.*"),
    Right.DOWNLOAD: OWN,
    Right.AUDITOR: (*OWN, "log.*"),
}
"""Architecture §11, row "rights", in the endpoints there are today."""

NOT_YET_THERE = {"rosters.progress", "entrance.mail"}
"""Own addresses that answer 404 here: a roster that was not run, a mail nobody sent."""


def covers(right, endpoint):
    return any(fnmatch.fnmatch(endpoint, pattern) for pattern in COVERED[right])


def ask(visitor, method, path, things=addresses.NOTHING):
    return visitor.get(path) if method == "GET" else visitor.post(path, things.fields)


@pytest.fixture
def own(tools, founded, person_id):
    return addresses.things_of(tools, founded)


@pytest.fixture
def foreign(tools, other):
    return addresses.things_of(tools, other)


def statuses(app, visitor, things):
    """Return the status of every address of the office for these things."""
    return {
        (endpoint, method): ask(
            visitor, method, addresses.filled(app, endpoint, method, things), things
        ).status_code
        for endpoint, method, _rule, _names in addresses.of(app, Access.STAFF)
    }


@pytest.mark.parametrize("right", COVERED)
def test_own_things(app, tools, founded, own, right):
    visitor = desk.sign_in(app, tools, founded, right)

    found = statuses(app, visitor, own)

    assert len(found) > 17
    for (endpoint, method), status in found.items():
        if not covers(right, endpoint):
            assert status == 403, (endpoint, method)
        elif endpoint in NOT_YET_THERE:
            assert status == 404, (endpoint, method)
        else:
            assert status in (200, 302, 409, 422), (endpoint, method)


@pytest.mark.parametrize("right", COVERED)
def test_foreign_things_are_not_there(app, tools, founded, foreign, right):
    visitor = desk.sign_in(app, tools, founded, right)
    naming = {name for name, _method, _rule, names in addresses.of(app, Access.STAFF) if names}

    found = statuses(app, visitor, foreign)

    for (endpoint, method), status in found.items():
        if endpoint in naming:
            assert status == (404 if covers(right, endpoint) else 403), (endpoint, method)


def test_a_foreign_thing_answers_as_one_that_never_was(app, tools, admin, foreign):
    for endpoint, method, _rule, names in addresses.of(app, Access.STAFF):
        if names and method == "GET":
            one, none = (
                ask(admin, method, addresses.filled(app, endpoint, method, things))
                for things in (foreign, addresses.NOTHING)
            )
            assert (
                (one.status_code, title(one))
                == (none.status_code, title(none))
                == (
                    404,
                    "ページが見つかりません。",
                )
            ), endpoint


@pytest.mark.parametrize("right", [right for right in COVERED if right is not Right.ADMIN])
def test_each_denial_leaves_a_line(app, tools, founded, own, right):
    visitor = desk.sign_in(app, tools, founded, right)

    found = statuses(app, visitor, own)

    denied = desk.lines(tools, founded.company_id, Action.POLICY_DENIED)
    assert len(denied) == list(found.values()).count(403) > 5


def test_the_roster_and_the_people_stay_as_they_were(app, tools, founded, other, foreign):
    """Nobody of one company changes a thing of the other, whatever they press."""
    before = desk.names(tools, other), desk.stored(tools, other)

    statuses(app, desk.sign_in(app, tools, founded), foreign)

    assert (desk.names(tools, other), desk.stored(tools, other)) == before


def employee(app, tools, founded, cookie="mc-portal"):
    person_id = factories.people_ids(tools, founded)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        account_id = queue.account_of(uow, person_id).id
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
    assert {title(answer) for answer in answers} == {"Redirecting..."}


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

    asked = admin.get("/admin/people/")
    sent = admin.post(f"/admin/reviews/{own.person_id}/reveal", {"number_of": str(own.person_id)})
    assert (asked.status_code, asked.location.split("?")[0]) == (302, "/login")
    assert (sent.status_code, sent.location) == (302, "/login")


def test_a_right_taken_away_is_gone_at_the_next_request(admin, tools, founded):
    assert admin.get("/admin/rosters/").status_code == 200

    change(tools, founded, right=Right.AUDITOR)

    assert admin.get("/admin/rosters/").status_code == 403


@pytest.mark.parametrize("right", COVERED)
def test_the_menu_offers_what_the_right_covers_and_says_so_when_it_is_nothing(
    app, tools, founded, person_id, right
):
    answer = desk.sign_in(app, tools, founded, right).get("/admin/")

    tiles = {
        "rosters": "/admin/rosters/",
        "people": "/admin/people/",
        "reviews": "/admin/reviews/",
        "statements": "/admin/statements/",
        "letters": "/admin/letters/",
        "company": "/admin/settings/",
        "mail_texts": "/admin/mail-texts/",
        "staff": "/admin/staff/",
        "log": "/admin/log/",
    }
    covered = [path for subject, path in tiles.items() if covers(right, f"{subject}.x")]
    drawn = re.findall(r'class="tile" href="(/admin/[^"]*)"', answer.text)
    assert drawn == covered
    nothing = "この利用権限で使える画面は、まだありません。" in answer.text
    assert nothing == (right is Right.DOWNLOAD)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X" * 40])
def test_another_method_is_refused(app, admin, own, method):
    for endpoint, known, _rule, _names in addresses.of(app, Access.STAFF):
        path = addresses.filled(app, endpoint, known, own)
        answer = admin.client.open(path, method=method)
        assert answer.status_code in (403, 405), (endpoint, method)
