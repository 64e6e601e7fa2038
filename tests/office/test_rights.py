"""Every address of the office × every right × own and foreign ids, from the policy registry."""

import fnmatch

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.web.policies import Access
from tests.office import addresses, desk
from tests.office.addresses import ask, statuses
from tests.web.visitor import title

LIST = ("admin.index", "people.*")
COVERED = {
    Right.ADMIN: ("*",),
    Right.DATA: (*LIST, "reviews.*"),
    Right.UPLOAD: (*LIST, "rosters.*"),
    Right.DOWNLOAD: ("admin.index",),
    Right.AUDITOR: ("admin.index",),
}
"""Architecture §11, row "rights", in the endpoints there are today."""

NOT_YET_THERE = {"rosters.progress", "entrance.mail"}
"""Own addresses that answer 404 here: a roster that was not run, a mail nobody sent."""


def covers(right, endpoint):
    return any(fnmatch.fnmatch(endpoint, pattern) for pattern in COVERED[right])


@pytest.fixture
def own(tools, founded, person_id):
    return addresses.things_of(tools, founded)


@pytest.fixture
def foreign(tools, other):
    return addresses.things_of(tools, other)


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
    """Nobody of one company changes a thing of the other, whatever he presses."""
    before = desk.names(tools, other), desk.stored(tools, other)

    statuses(app, desk.sign_in(app, tools, founded), foreign)

    assert (desk.names(tools, other), desk.stored(tools, other)) == before


@pytest.mark.parametrize("right", COVERED)
def test_the_menu_offers_what_the_right_covers_and_says_so_when_it_is_nothing(
    app, tools, founded, person_id, right
):
    answer = desk.sign_in(app, tools, founded, right).get("/admin/")

    ways = {
        "/admin/people/": "people.x",
        "/admin/rosters/": "rosters.x",
        "/admin/reviews/": "reviews.x",
    }
    for path, endpoint in ways.items():
        assert (f'href="{path}"' in answer.text) == covers(right, endpoint), path
    nothing = "この利用権限で使える画面は、まだありません。" in answer.text
    assert nothing == (right in (Right.DOWNLOAD, Right.AUDITOR))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X" * 40])
def test_another_method_is_refused(app, admin, own, method):
    for endpoint, known, _rule, _names in addresses.of(app, Access.STAFF):
        path = addresses.filled(app, endpoint, known, own)
        answer = admin.client.open(path, method=method)
        assert answer.status_code in (403, 405), (endpoint, method)
