"""A review in a browser: two people who wait, an address, and a window each."""

import pytest

from tests.browsers import IN_A_BROWSER
from tests.journeys.conftest import OFFICE
from tests.office import desk
from tests.served import served


@pytest.fixture
def two(awaiting_house):
    """Two people who wait, the first with a spouse whose papers came too."""
    return awaiting_house


@pytest.fixture
def url(app, two):
    with served(app) as url:
        yield url


@pytest.fixture
def open_page(chromium, tools, founded, url, two):
    """Give a function that opens the first person's review in a browser of its own."""
    contexts = []

    def open_page(viewport=OFFICE, place=0, **more):
        context = chromium.new_context(viewport=viewport, locale="ja-JP", **more)
        contexts.append(context)
        cookie = desk.cookie_of(tools, founded, founded.account_id)
        context.add_cookies([{"name": "mc-office", "value": cookie, "url": url}])
        page = context.new_page()
        page.set_default_timeout(IN_A_BROWSER)
        page.goto(f"{url}/admin/reviews/{two[place]}")
        return page

    yield open_page
    for context in contexts:
        context.close()
