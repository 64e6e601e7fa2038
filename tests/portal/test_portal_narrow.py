"""A telephone of 360 pixels: nothing is crushed, and what belongs together stands together."""

import re

import pytest

from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.reviews import returns
from mcollector.services.reviews.papers import bound
from mcollector.services.submissions import submit
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.conftest import chromium
from tests.portal.phone import VIEWPORT, phone, sign_in
from tests.served import served

__all__ = ["chromium"]

LINE = 32
"""Pixels a line of the menu is high at most."""


@pytest.fixture
def page(chromium, app, employee, tools):
    """The employee's telephone, signed in; `page.url_of` gives an address of the portal."""
    with served(app) as url, phone(chromium) as page:
        sign_in(page, url, employee, PASSWORD)
        yield page


def go(page, path):
    page.goto(re.sub(r"/my/.*", path, page.url))


@pytest.fixture
def returned(print_off, page, tools, founded, deliver):
    """A photograph of the employee's was sent back."""
    person_id = factories.submission_in(tools, founded)
    deliver()
    clerk = Actor.staff(founded.company_id, founded.account_id, Right.DATA)
    with tools.work(clerk) as uow:
        newest = submit.newest(uow, person_id)
        marks = [(bound(uow, newest.id)[0].id, "blur")]
        returns.send_back(uow, person_id, newest.id, marks, "")


def test_a_long_state_does_not_crush_the_task(page, returned):
    go(page, "/my/")

    name = page.get_by_text("証明書登録", exact=True)
    chip = page.locator(".task .chip")
    boxes = [one.bounding_box() for one in (name, chip)]
    assert [box["height"] < 1.5 * LINE for box in boxes] == [True, True]
    assert chip.inner_text().strip() == "もう一度 出してください"
    assert page.evaluate("document.documentElement.scrollWidth") == VIEWPORT["width"]


def test_the_reason_stands_in_its_place_with_easy_words_and_its_drawing(page, returned):
    go(page, "/my/again")

    slot = page.locator("[data-slot]")
    assert slot.locator(".easy").inner_text() == "ぼやけています。番号が 読めません。"
    drawing = slot.locator(".slot-reason img").bounding_box()
    place = slot.bounding_box()
    assert place["x"] <= drawing["x"]
    assert drawing["x"] + drawing["width"] <= place["x"] + place["width"]
    assert page.locator("form > img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == VIEWPORT["width"]


@pytest.mark.parametrize("path", ["/my/", "/my/profile", "/my/photos", "/my/refusal", "/my/record"])
def test_no_page_is_wider_than_the_telephone(page, path):
    go(page, path)

    assert page.evaluate("document.documentElement.scrollWidth") == VIEWPORT["width"]
