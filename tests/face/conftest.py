"""The stand, served on a free port, and one browser for all tests of the face."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.face.stand import stand

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(WSGIRequestHandler):
    """Serves without a line for every request."""

    def log_request(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="session")
def face() -> Flask:
    return stand()


@pytest.fixture(scope="session")
def address(face: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, face, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")  # its event loop must end before the tests of mail start theirs
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone; every error the browser tells of ends in `page.complaints`."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP")
    opened = context.new_page()
    opened.complaints = []
    opened.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
