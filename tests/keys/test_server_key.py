"""The server key: without the right one everything stays sealed, and nothing is made or changed."""

import re

import pytest

from mcollector import bootstrap
from mcollector.rules.my_number import MyNumber
from mcollector.rules.states import PersonState
from tests import factories
from tests.keys.conftest import ONE_OF_EACH_KIND
from tests.office import desk
from tests.web.visitor import said

SEALED = "鍵が読み込まれていないため、開けません。データは封印されたまま残っています。"
NUMBER = MyNumber.parse(factories.number()).grouped


@pytest.fixture(params=ONE_OF_EACH_KIND)
def repair(request, house, spoil):
    return spoil(house.config.server_key_file, request.param)


WHAT_A_START_WOULD_MAKE = pytest.mark.parametrize(
    "repair", [*ONE_OF_EACH_KIND, "empty"], indirect=True
)
"""An empty home's start makes what is missing, and what is empty."""


def test_the_office_is_sealed_and_says_so(house, repair, caplog):
    app = house.door("admin")
    admin = desk.sign_in(app, house.build("admin"), house.founded)
    paper = desk.papers(house.build("cli"), house.founded, house.person_id)[0]

    health = admin.get("/healthz")
    pages = [
        admin.get(f"/admin/reviews/{house.person_id}"),
        admin.get(f"/admin/reviews/photographs/{paper.id}/large"),
        admin.post(
            f"/admin/reviews/{house.person_id}/reveal", {"number_of": str(paper.submission_id)}
        ),
    ]

    assert (health.status_code, health.text) == (503, "sealed\n")
    assert [(page.status_code, said(page)) for page in pages] == [(503, SEALED)] * 3
    assert admin.get("/admin/people/").status_code == 200
    assert re.search(r"鍵ファイル", caplog.text)


@WHAT_A_START_WOULD_MAKE
def test_nothing_is_made_and_no_row_is_changed(house, repair):
    before = house.rows(), house.files()

    for _ in range(3):
        assert bootstrap.prepare(house.config) is None
        app = house.door("admin")
        app.test_client().get("/healthz")

    assert (house.rows(), house.files()) == before


def test_the_portal_goes_on_taking_submissions(house, repair):
    portal = house.door("portal")
    tools = house.build("portal")

    health = portal.test_client().get("/healthz")
    person_id = factories.submission_in(tools, house.founded, 1)

    assert (health.status_code, health.text) == (200, "ok\n")
    row = desk.person(tools, house.founded, person_id)
    assert row.state is PersonState.SUBMITTED


def test_the_right_file_back_opens_what_was_taken_meanwhile(house, repair):
    house.door("admin")
    person_id = factories.submission_in(house.build("portal"), house.founded, 1)

    repair()

    admin = desk.sign_in(house.door("admin"), house.build("admin"), house.founded)
    submission = desk.newest(house.build("cli"), house.founded, person_id)
    shown = admin.post(f"/admin/reviews/{person_id}/reveal", {"number_of": str(submission.id)})
    assert admin.get("/healthz").status_code == 200
    assert NUMBER in shown.text


def test_one_process_with_both_doors_is_sealed_in_the_office_and_open_to_people(house, repair):
    app = house.door("portal", "admin")
    client = app.test_client()

    assert client.get("/healthz").status_code == 503
    assert client.get("/login").status_code == 200


def test_with_the_right_key_everything_opens(house):
    admin = desk.sign_in(house.door("admin"), house.build("admin"), house.founded)

    assert admin.get("/healthz").status_code == 200
    assert admin.get(f"/admin/reviews/{house.person_id}").status_code == 200
