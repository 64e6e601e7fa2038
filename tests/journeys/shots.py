"""Writes the README's pictures from a running house: `make shots`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.journeys import test_loop as loop
from tests.journeys.conftest import ARGUMENTS, OFFICE, PHONE
from tests.journeys.house import ROOT, House

IMAGES = ROOT / "docs" / "images"
SHOWN = "1234 5678 9012"  # fails the check digit: nobody's


def take(page: Page, name: str) -> None:
    """Save a picture of the page."""
    page.screenshot(path=IMAGES / f"{name}.png")


def walk(house: House, office: Page, phone: Page) -> None:
    """Walk until somebody is to be reviewed, and take the two pictures."""
    house.start()
    loop.found_company(house, office)
    loop.upload(house, office)
    loop.sign_in(house, phone, "taro0@example.com")
    loop.open_form(phone)
    loop.read_notice(phone)
    loop.fill_profile(phone)
    loop.choose_papers(phone, loop.NUMBER, drawn=SHOWN)
    phone.get_by_role("button", name="次へ").click()
    phone.get_by_role("button", name="更新").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()
    house.stop()
    house.start("+3d")
    loop.log_in_office(house, office)
    office.goto(f"{house.url}/admin/people/")
    take(office, "list")
    office.goto(f"{house.url}/admin/reviews/")
    office.locator("[data-stage] img").wait_for()
    take(office, "review")


def main() -> None:
    """Start a house and two browsers, and walk."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="mc", dir="/tmp"))
    house = House(folder / "home")
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            office = chromium.new_context(viewport=OFFICE, locale="ja-JP").new_page()
            phone = chromium.new_context(viewport=PHONE, is_mobile=True, locale="ja-JP").new_page()
            walk(house, office, phone)
    finally:
        house.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
