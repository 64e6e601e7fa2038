"""A browser of today knows every word of our policies: no page has a warning in its console."""

import pytest
from playwright.sync_api import sync_playwright

from tests import browsers
from tests.apps import app_over
from tests.browsers import IN_A_BROWSER
from tests.served import served

NAME = "Permissions-Policy"


@pytest.fixture
def address(tools, founded_house):
    with served(app_over(tools)) as url:
        yield url


@pytest.fixture
def page():
    with sync_playwright() as playwright:
        running = browsers.start(playwright)
        opened = running.new_page()
        opened.set_default_timeout(IN_A_BROWSER)
        yield opened
        running.close()


def test_the_console_is_silent_until_a_word_is_unknown(page, address):
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{address}/login")
    page.evaluate("console.log('the page is there')")

    assert said == ["the page is there"]

    page.route("**/login", with_unknown_word)
    page.goto(f"{address}/login")
    page.evaluate("console.log('again')")

    assert said[1:] == [f"Error with {NAME} header: Unrecognized feature: 'mind-reading'.", "again"]


def with_unknown_word(route):
    answer = route.fetch()
    policy = answer.headers[NAME.lower()]
    headers = answer.headers | {NAME.lower(): f"{policy}, mind-reading=()"}
    route.fulfill(response=answer, headers=headers)
