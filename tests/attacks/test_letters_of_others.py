"""Two companies on one loopback house: nobody sees a letter, a link or a line of the other one."""

import re

import pytest
from sqlalchemy import select

from mcollector import jobs
from mcollector.services.rosters import upload
from mcollector.store.rosters import RosterFile
from mcollector.web.policies import Access
from tests import factories
from tests.apps import app_over
from tests.office import addresses, desk
from tests.web.visitor import Visitor

RESET = re.compile(r"/reset/[0-9A-Z]+/[0-9A-Z-]+")
KEY = re.compile(r"/mail/([0-9a-f]{32})")
OWN = "株式会社こちらの会社"
OTHERS = "株式会社よその会社"


@pytest.fixture
def app(tools):
    return app_over(tools)


@pytest.fixture
def own(tools):
    return founded(tools, OWN, "own")


@pytest.fixture
def others(tools):
    return founded(tools, OTHERS, "others")


@pytest.fixture
def boxes(app, tools, own, others):
    """Both administrators at their desks; each has asked for a reset, and letters went out."""
    for mail in ("admin-own@example.com", "admin-others@example.com"):
        Visitor(app.test_client()).post("/reset", {"name": mail}, page="/reset")
    jobs.work_off(tools)
    return desk.sign_in(app, tools, own), desk.sign_in(app, tools, others)


def founded(tools, name, mail):
    """Found a company with an invited person and a roster of one wrong line that waits."""
    company = factories.company(tools, name, f"admin-{mail}@example.com")
    factories.people_in(tools, company, 1, f"{mail}-person")
    with tools.work(factories.admin_of(company)) as uow:
        upload.upload(uow, f"{mail}-new@example.com,x\n,{mail}-wrong\n".encode())
    return company


def links_in(admin):
    """Return every reset link that the administrator's /mail/ shows."""
    keys = KEY.findall(admin.get("/mail/").text)
    return {link for key in keys for link in RESET.findall(admin.get(f"/mail/{key}").text)}


def test_the_mailbox_shows_the_letters_of_ones_own_company(boxes, own, others):
    mine, theirs = boxes

    assert [len(links_in(one)) for one in boxes] == [1, 1]
    assert links_in(mine) & links_in(theirs) == set()
    shown = [set(re.findall(r"admin-\w+@example.com", one.get("/mail/").text)) for one in boxes]
    assert shown == [{"admin-own@example.com"}, {"admin-others@example.com"}]


def test_the_key_of_somebody_elses_mail_opens_nothing(boxes):
    mine, theirs = boxes
    keys = KEY.findall(theirs.get("/mail/").text)

    assert {theirs.get(f"/mail/{key}").status_code for key in keys} == {200}
    assert {mine.get(f"/mail/{key}").status_code for key in keys} == {404}


def test_no_page_of_the_office_names_anybody_of_the_other_company(app, boxes):
    mine, theirs = boxes
    planted = ("others", OTHERS)
    pages = [
        addresses.filled(app, endpoint, method, addresses.NOTHING)
        for endpoint, method, _rule, names_a_thing in addresses.of(app, Access.STAFF)
        if method == "GET" and not names_a_thing
    ]

    assert [word in theirs.get("/admin/letters/").text for word in planted] == [True, True]
    assert len(pages) > 12
    assert [p for p in pages if any(word in mine.get(p).text for word in planted)] == []


def test_a_slip_and_the_wrong_lines_are_made_for_ones_own_people_only(tools, boxes, own, others):
    mine, theirs = boxes
    (person_id,) = factories.people_ids(tools, others)
    with tools.read(factories.admin_of(others)) as uow:
        (roster_id,) = uow.scalars(select(RosterFile.id).where(RosterFile.run_at.is_(None)))
    slip, wrong = f"/admin/slips/{person_id}", f"/admin/rosters/{roster_id}/wrong"

    assert [mine.get(slip).status_code, mine.post(slip).status_code] == [404, 404]
    assert [mine.get(wrong).status_code, "others-wrong" in theirs.get(wrong).text] == [404, True]
    assert theirs.post(slip).status_code == 200
