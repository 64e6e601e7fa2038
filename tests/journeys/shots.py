"""Writes the README's pictures from a running house: `make shots`."""

from playwright.sync_api import Page, sync_playwright

from tests import browsers, left_behind
from tests.journeys import office_steps as clerk
from tests.journeys import phone_steps as worker
from tests.journeys.conftest import OFFICE, PHONE
from tests.journeys.house import ROOT
from tests.journeys.two_doors import TwoDoors

IMAGES = ROOT / "docs" / "images"


def take(page: Page, name: str) -> None:
    """Save a picture of the page."""
    page.screenshot(path=IMAGES / f"{name}.png")


def walk(house: TwoDoors, office: Page, phone: Page) -> None:
    """Walk until somebody is to be reviewed, and take the two pictures.

    The number drawn is a computed one: as it is read and agrees, it is covered in the picture.
    """
    house.start()
    clerk.found_company(house, office)
    clerk.upload(house, office)
    worker.sign_in(house, phone, "taro0@example.com")
    worker.open_form(phone)
    worker.read_notice(phone)
    worker.fill_profile(phone)
    worker.choose_papers(phone, clerk.NUMBER)
    phone.get_by_role("button", name="次へ").click()
    worker.submit(phone)
    house.stop()
    house.start("+3d")
    clerk.log_in(house, office)
    office.goto(f"{house.office_url}/admin/people/")
    take(office, "list")
    office.goto(f"{house.office_url}/admin/reviews/")
    office.get_by_text("一致", exact=True).first.wait_for()
    office.locator("[data-stage] img").wait_for()
    take(office, "review")


def main() -> None:
    """Start a house and two browsers, and walk."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with left_behind.folder() as folder, sync_playwright() as playwright:
        house = TwoDoors(folder / "home")
        try:
            chromium = browsers.start(playwright)
            office = chromium.new_context(viewport=OFFICE, locale="ja-JP").new_page()
            phone = chromium.new_context(viewport=PHONE, is_mobile=True, locale="ja-JP").new_page()
            walk(house, office, phone)
        finally:
            house.stop()


if __name__ == "__main__":
    main()
