"""The covered number in a browser: asked for, covered again, in every way of looking."""

import pytest
from playwright.sync_api import expect

from mcollector.rules.actions import Action
from mcollector.services.reviews import numbers
from tests import factories
from tests.journeys.conftest import PHONE, chromium
from tests.office import desk
from tests.office.review.reviewing_browser import open_page, url

__all__ = ["chromium", "open_page", "url"]

SEE, HIDE = "番号の部分を見る", "番号の部分をかくす"


@pytest.fixture
def two(read_house):
    """Two people who wait; on the first one's card the number was read, and is the typed one."""
    return read_house


@pytest.fixture
def revealed(tools, founded):
    """Return how many lines of a number that was shown there are."""
    return lambda: len(desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED))


def press(page, name):
    page.get_by_role("button", name=name).click()


def is_whole(page):
    """Tell which photograph is shown large, once it has come."""
    image = page.locator("[data-large]")
    page.wait_for_function("(image) => image.complete", arg=image.element_handle())
    assert image.evaluate("(image) => image.naturalWidth") > 0
    address = image.get_attribute("src")
    assert page.locator("[data-original]").evaluate("(link) => link.href").endswith(address)
    return address.endswith("/whole")


def test_it_is_shown_when_asked_for_and_covered_again(open_page, revealed):
    page = open_page()
    before = is_whole(page), revealed()

    press(page, SEE)
    after = is_whole(page), revealed()
    press(page, HIDE)

    assert (before, after) == ((False, 0), (True, 1))
    assert (is_whole(page), revealed()) == (False, 1)


@pytest.mark.parametrize("leaving", ["blur", "beforeprint", "pagehide"])
def test_it_is_covered_when_the_window_is_left(open_page, leaving):
    page = open_page()
    press(page, SEE)
    shown = is_whole(page)

    page.evaluate("(name) => window.dispatchEvent(new Event(name))", leaving)

    assert (shown, is_whole(page)) == (True, False)
    expect(page.get_by_role("button", name=SEE)).to_be_visible()


def test_another_photograph_and_back_is_covered(open_page):
    page = open_page()
    press(page, SEE)
    page.keyboard.press("2")
    expect(page.locator("[data-cover]")).to_be_hidden()

    page.keyboard.press("1")

    expect(page.get_by_role("button", name=SEE)).to_be_visible()
    assert not is_whole(page)


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_turned_reversed_and_over_the_whole_window(open_page, revealed, viewport):
    page = open_page(**({"viewport": viewport} if viewport else {}))
    press(page, "全画面")
    for key in ("+", "r", "i"):
        page.keyboard.press(key)
    covered = is_whole(page), revealed()

    press(page, SEE)

    assert (covered, is_whole(page), revealed()) == ((False, 0), True, 1)
    expect(page.locator("[data-stage]")).to_have_attribute("data-r", "90")
    expect(page.locator("[data-stage]")).to_have_attribute("data-z", "2")


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_without_script(open_page, revealed, viewport):
    page = open_page(**({"viewport": viewport} if viewport else {}), java_script_enabled=False)
    image = page.locator("[data-large]")
    page.get_by_label("有効期限内である").check()
    before = image.get_attribute("src").rpartition("/")[2], revealed()

    press(page, SEE)
    page.wait_for_load_state("load")
    after = image.get_attribute("src").rpartition("/")[2], revealed()
    press(page, HIDE)

    assert (before, after) == (("large", 0), ("whole", 1))
    assert image.get_attribute("src").endswith("/large")
    expect(page.get_by_label("有効期限内である")).to_be_checked()


def test_where_nothing_is_covered_there_is_no_button(open_page):
    page = open_page(place=1)

    expect(page.get_by_role("button", name=SEE)).to_have_count(0)


def test_with_every_chip_and_the_banner_the_date_stays_above_the_bar(
    open_page, tools, founded, two
):
    owner = desk.newest(tools, founded, two[0]).id
    with tools.work(factories.admin_of(founded)) as uow:
        numbers.compare(uow, two[0], owner, factories.number())

    page = open_page()

    chips = [chip.inner_text() for chip in page.locator("[data-number-row] .chip").all()]
    assert chips == ["読み取り：一致", "照合入力で一致"]
    expect(page.get_by_text("二段階認証が登録されていません。")).to_be_visible()
    bar = page.locator(".bar").bounding_box()
    ends = [
        place.bounding_box()["y"] + place.bounding_box()["height"]
        for place in (page.locator(".review-end"), page.locator(".viewer-foot"))
    ]
    assert all(end + 24 <= bar["y"] for end in ends)
