"""The viewer of 本人性確認: reversed, lighter, over the whole window; nothing of it is kept."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, chromium
from tests.office import desk
from tests.office.review.reviewing_browser import open_page, two, url

__all__ = ["chromium", "open_page", "two", "url"]


def filter_of(page):
    """Return how the browser draws the photograph."""
    return page.locator("[data-large]").evaluate("(image) => getComputedStyle(image).filter")


PLAIN = "none"


def test_a_faded_photograph_is_reversed_and_made_harder_by_buttons(open_page):
    page = open_page(place=1)
    reverse = page.get_by_role("button", name="白黒反転")
    assert filter_of(page) == PLAIN

    reverse.click()
    page.get_by_role("button", name="明るさ", exact=True).click()
    page.get_by_role("button", name="明るく").click()
    for _press in range(5):
        page.get_by_role("button", name="くっきり").click()

    assert filter_of(page) == "brightness(1.25) contrast(3) grayscale(1) invert(1)"
    expect(reverse).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("明るさ +1　コントラスト +3")).to_be_visible()
    page.get_by_role("button", name="元の見え方").click()
    assert filter_of(page) == PLAIN


def test_it_is_a_way_of_looking_only(open_page, tools, founded, two):
    before = [paper.rotation for paper in desk.papers(tools, founded, two[1])]
    page = open_page(place=1)
    page.keyboard.press("i")
    page.keyboard.press("Shift+B")
    assert filter_of(page) != PLAIN

    page.keyboard.press("2")

    assert filter_of(page) == PLAIN
    page.reload()
    assert filter_of(page) == PLAIN
    assert [paper.rotation for paper in desk.papers(tools, founded, two[1])] == before


def test_a_key_brings_the_buttons_it_presses_into_sight(open_page):
    page = open_page(place=1)
    darker = page.get_by_role("button", name="暗く")
    expect(darker).to_be_hidden()

    page.keyboard.press("Shift+B")
    page.keyboard.press("c")

    expect(darker).to_be_visible()
    expect(page.get_by_text("明るさ -1　コントラスト +1")).to_be_visible()
    for place in (page.locator(".thumbs"), page.locator("[data-stage]")):
        box = place.bounding_box()
        assert box["y"] + box["height"] <= page.locator(".bar").bounding_box()["y"]


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_over_the_whole_window_and_back(open_page, viewport):
    page = open_page(**({"viewport": viewport} if viewport else {}), place=1)
    size = page.viewport_size
    page.get_by_role("button", name="全画面").click()

    dialog = page.get_by_role("dialog", name="画像（全画面）")
    box = dialog.bounding_box()
    assert (box["width"], box["height"]) == (size["width"], size["height"])
    assert page.locator("[data-stage]").bounding_box()["height"] > size["height"] / 2
    page.get_by_role("button", name="全画面を閉じる").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".review-papers [data-stage]")).to_be_visible()
    expect(page.get_by_role("button", name="全画面")).to_be_focused()


def test_its_keys_work_there_and_no_others(open_page):
    page = open_page(place=1)
    stage = page.locator("[data-stage]")
    address = page.url
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_be_visible()

    for key in ("v", "n", "x", "j", "Control+Enter"):
        page.keyboard.press(key)
    for key in ("+", "r", "2", "i"):
        page.keyboard.press(key)

    expect(page.locator(".thumb").nth(1)).to_have_attribute("aria-current", "true")
    expect(stage).to_have_attribute("data-reverse", "")
    assert (page.url, page.locator("[data-number]").count()) == (address, 0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".review-papers [data-stage]")).to_be_visible()


def test_the_keys_stand_in_the_help_and_obey_the_switch(open_page):
    page = open_page(place=1)
    page.get_by_text("キー操作", exact=True).click()
    helped = [key.inner_text() for key in page.locator(".keys kbd").all()]
    assert helped[2:6] == ["I", "B　Shift+B", "C　Shift+C", "F　Esc"]
    page.get_by_role("button", name="キー操作を使わない").click()
    page.wait_for_load_state()
    page.locator("h1").first.focus()

    for key in ("i", "b", "c", "f"):
        page.keyboard.press(key)

    assert (filter_of(page), page.get_by_role("dialog").count()) == (PLAIN, 0)
    page.locator("[data-stage]").focus()
    page.keyboard.press("i")
    assert filter_of(page) != PLAIN


def test_without_script_the_photograph_opens_large_and_no_button_is_dead(open_page):
    page = open_page(place=1, java_script_enabled=False)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="別窓").click()

    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/large")
    for name in ("白黒反転", "全画面", "明るく"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
