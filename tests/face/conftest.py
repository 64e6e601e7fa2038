"""The stand, served on a free port, and one browser for all tests of the face."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browsers
from tests.browsers import IN_A_BROWSER
from tests.face.stand import stand
from tests.served import served


@pytest.fixture(scope="session")
def face() -> Flask:
    return stand()


@pytest.fixture(scope="session")
def address(face: Flask) -> Iterator[str]:
    with served(face) as url:
        yield url


@pytest.fixture(scope="module")  # its event loop must end before the tests of mail start theirs
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = browsers.start(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone; every error the browser tells of ends in `page.complaints`."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP")
    opened = context.new_page()
    opened.set_default_timeout(IN_A_BROWSER)
    opened.complaints = []
    opened.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
