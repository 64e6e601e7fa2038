"""The office on a telephone of 360 pixels: no page is wider than the telephone."""

import pytest

from tests.journeys.conftest import chromium
from tests.office import desk
from tests.portal.phone import VIEWPORT, phone
from tests.served import served

__all__ = ["chromium"]

PAGES = (
    *("", "people/", "rosters/", "letters/", "statements/", "staff/", "settings/", "log/", "me/"),
    *("mail-texts/", "mail-texts/edit?kind=return", "people/{person}", "log/person/{person}"),
)


@pytest.fixture
def page(chromium, app, tools, founded, person_id):
    """The first administrator's telephone, signed in, and the address of the office."""
    with served(app) as url, phone(chromium) as page:
        cookie = desk.cookie_of(tools, founded, founded.account_id)
        page.context.add_cookies([{"name": "mc-office", "value": cookie, "url": url}])
        page.goto(f"{url}/admin/")
        yield page


def test_no_page_is_wider_than_the_telephone(page, person_id):
    office = page.url
    widths = {}
    for path in PAGES:
        assert page.goto(office + path.format(person=person_id)).status == 200
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(PAGES, VIEWPORT["width"])
