"""A running house and a real browser, phone and office."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import sync_playwright

from tests import browsers, left_behind
from tests.browsers import IN_A_BROWSER
from tests.journeys.two_doors import TwoDoors
from tests.launching import PRINT_OFF

PHONE = {"width": 360, "height": 740}
OFFICE = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = browsers.start(playwright)
        yield browser
        browser.close()


@pytest.fixture
def short_home():
    """A folder with a path short enough for a unix socket."""
    with left_behind.folder() as folder:
        yield folder


@pytest.fixture
def house(short_home, empty_database_url):
    house = TwoDoors(short_home / "home", empty_database_url)
    yield house
    house.stop()


@pytest.fixture(scope="module")
def open_house(new_database):
    """A house that is running already and stays as long as the module: its company has nobody.

    Nobody reads print in it: that would take longer than its hundreds of photographs.
    """
    with left_behind.folder() as folder:
        house = TwoDoors(folder / "home", new_database(), launch=PRINT_OFF)
        try:
            yield house.start()
        finally:
            house.stop()


@pytest.fixture
def troubles():
    """What browsers complained of: console errors and failed requests to other hosts."""
    return []


@pytest.fixture
def office(chromium, troubles):
    context = chromium.new_context(viewport=OFFICE, locale="ja-JP")
    page = context.new_page()
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.set_default_timeout(IN_A_BROWSER)
    yield page
    context.close()


@pytest.fixture
def phone(chromium, troubles):
    context = chromium.new_context(
        viewport=PHONE, locale="ja-JP", is_mobile=True, has_touch=True, device_scale_factor=2
    )
    page = context.new_page()
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.set_default_timeout(IN_A_BROWSER)
    yield page
    context.close()


@pytest.fixture
def copy_database(request, tmp_path):
    """Copy a stopped house's database and return the copy's URL."""

    def copy(url):
        if url.startswith("postgresql"):
            return request.getfixturevalue("postgres").copy(url)
        source, target = Path(url.partition("///")[2]), tmp_path / f"{uuid4().hex}.db"
        for path in source.parent.glob(f"{source.name}*"):
            shutil.copy(path, target.with_name(path.name.replace(source.name, target.name)))
        return f"sqlite:///{target}"

    return copy
