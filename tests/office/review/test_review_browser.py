"""本人性確認 in a real browser: one screen, few presses, keys that never meet typing."""

import re

import pytest
from playwright.sync_api import expect

from mcollector.rules.actions import Action
from mcollector.rules.my_number import MyNumber
from tests import factories
from tests.journeys.conftest import PHONE, chromium
from tests.office import desk
from tests.office.review.reviewing import state_of
from tests.office.review.reviewing_browser import open_page, two, url

__all__ = ["chromium", "open_page", "two", "url"]

NUMBER = factories.number()
SHOWN = MyNumber.parse(NUMBER).grouped
MASK = "●●●● ●●●● ●●●●"


def bottom(place):
    box = place.bounding_box()
    return box["y"] + box["height"]


def test_everything_that_decides_is_on_one_screen(open_page):
    page = open_page(place=1)
    bar = page.locator(".bar").bounding_box()["y"]

    places = [
        page.locator("[data-stage]"),
        page.locator(".thumbs"),
        page.locator("input[name=check]").last,
        page.get_by_role("radio", name="済", exact=True),
        page.get_by_role("button", name="今日"),
    ]
    assert [bottom(place) <= bar for place in places] == [True] * 5
    assert bottom(page.get_by_role("link", name="差し戻す")) <= 800
    assert bottom(page.get_by_role("button", name="更新して次の人へ")) <= 800


@pytest.mark.parametrize("path", ["", "/return"])
def test_no_page_is_wider_than_a_telephone(open_page, path):
    page = open_page(PHONE, is_mobile=True, has_touch=True)
    page.goto(page.url + path)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_one_person_is_confirmed_with_eight_presses(open_page, tools, founded, two):
    page = open_page(place=1)
    presses = [
        page.locator(".thumb").nth(1),
        *page.get_by_role("button", name="すべて確認").all(),
        page.get_by_role("radio", name="済", exact=True),
        page.get_by_role("button", name="更新して次の人へ"),
    ]

    expect(page.locator(".thumb [data-seen]").first).to_have_text("（済）")
    presses[0].click()
    expect(page.locator(".thumb [data-seen]").nth(1)).to_have_text("（済）")
    for press in presses[1:]:
        press.click()

    expect(page.get_by_text("証明書確認状況を「済」にしました。")).to_be_visible()
    assert len(presses) <= 8
    assert state_of(tools, founded, two[1]) == "verified"


def test_all_is_ticked_only_after_all_was_shown(open_page):
    page = open_page(place=1)

    page.get_by_role("button", name="すべて確認").first.click()

    assert page.locator("input[name=check]:checked").count() == 0
    expect(page.get_by_text("先に、この人の画像をすべて表示してください。")).to_be_visible()


class TestNumber:
    """Shown for half a minute; never in the source, on paper or in the page gone back to."""

    @pytest.fixture
    def page(self, open_page):
        page = open_page(place=1)
        assert SHOWN not in page.content()
        page.locator("[data-reveal]").first.click()
        expect(page.locator("[data-number]").first).to_have_text(SHOWN)
        return page

    def test_its_line_is_written_and_it_is_in_no_page_of_the_server(self, page, tools, founded):
        source = page.evaluate("fetch(location.href).then((answer) => answer.text())")

        assert [SHOWN in source, NUMBER in source] == [False, False]
        assert len(desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED)) == 1

    @pytest.mark.parametrize("event", ["blur", "pagehide", "beforeprint"])
    def test_it_is_covered_when_the_window_is_left_or_printed(self, page, event):
        page.evaluate(f"window.dispatchEvent(new Event('{event}'))")

        expect(page.locator("[data-number]").first).to_have_text(MASK)
        assert SHOWN not in page.content()

    def test_nothing_of_it_is_printed(self, page):
        page.emulate_media(media="print")

        expect(page.locator(".review")).to_be_hidden()

    def test_gone_back_to_it_is_covered(self, page):
        page.get_by_role("link", name="一覧に戻る").click()
        page.wait_for_url(re.compile("/admin/people/"))

        page.go_back()

        expect(page.locator("[data-closed]").first).to_have_text(MASK)
        assert SHOWN not in page.content()


def test_half_a_minute_later_it_is_covered(open_page):
    page = open_page(place=1)
    page.clock.install(time="2026-11-24T03:00:00Z")
    page.reload()
    page.clock.pause_at("2026-11-24T03:10:00Z")
    page.locator("[data-reveal]").first.click()
    expect(page.locator("[data-countdown]").first).to_have_text("あと30秒")
    page.clock.run_for(29_000)
    expect(page.locator("[data-number]").first).to_have_text(SHOWN)

    page.clock.run_for(1_000)

    expect(page.locator("[data-number]").first).to_have_text(MASK)
    assert SHOWN not in page.content()


class TestKeys:
    """Each presses a button; none while typing; all off by the switch."""

    def test_zoom_turn_image_people_tab(self, open_page, two):
        page = open_page()
        stage, thumbs = page.locator("[data-stage]"), page.locator(".thumb")
        page.keyboard.press("+")
        page.keyboard.press("r")
        expect(stage).to_have_attribute("data-z", "2")
        expect(stage).to_have_attribute("data-r", "90")
        page.keyboard.press("Shift+R")
        page.keyboard.press("-")
        expect(stage).to_have_attribute("data-r", "0")
        expect(stage).to_have_attribute("data-z", "1")
        page.keyboard.press("2")
        expect(thumbs.nth(1)).to_have_attribute("aria-current", "true")

        page.keyboard.press("]")

        expect(page.locator("[data-person='1']")).to_be_visible()
        expect(page.locator("[data-person='0']")).to_be_hidden()
        assert [one.is_visible() for one in thumbs.all()] == [False, False, True, True]
        page.keyboard.press("1")
        page.keyboard.press("4")
        expect(thumbs.nth(3)).to_have_attribute("aria-current", "true")
        page.keyboard.press("[")
        expect(page.locator("[data-person='0']")).to_be_visible()

    def test_next_and_previous_person_return_and_help(self, open_page, url, two):
        page = open_page()
        page.keyboard.press("?")
        expect(page.locator(".keys")).to_be_visible()
        page.keyboard.press("j")
        page.wait_for_url(re.compile(str(two[1])))
        page.keyboard.press("k")
        page.wait_for_url(re.compile(str(two[0])))

        page.keyboard.press("x")

        page.wait_for_url(f"{url}/admin/reviews/{two[0]}/return")

    def test_show_compare_and_update_by_keys_alone(self, open_page, tools, founded, two):
        page = open_page(place=1)
        expect(page.locator(".thumb [data-seen]").first).to_have_text("（済）")
        page.keyboard.press("2")
        expect(page.locator(".thumb [data-seen]").nth(1)).to_have_text("（済）")
        page.keyboard.press("v")
        expect(page.locator("[data-number]").first).to_have_text(SHOWN)
        page.keyboard.press("n")
        page.keyboard.type(NUMBER)
        page.keyboard.press("Enter")
        expect(page.locator("[data-told]").first).to_have_text("一致しました。")
        for box in page.locator("input[name=check]").all():
            box.focus()
            page.keyboard.press("Space")
        page.get_by_role("radio", name="済", exact=True).focus()
        page.keyboard.press("Space")

        page.keyboard.press("Control+Enter")

        expect(page.get_by_text("証明書確認状況を「済」にしました。")).to_be_visible()
        assert state_of(tools, founded, two[1]) == "verified"

    def test_typing_kana_and_modifiers_press_nothing(self, open_page):
        page = open_page()
        stage, address = page.locator("[data-stage]"), page.url
        page.keyboard.press("n")
        page.keyboard.type("rjkvx2+]")
        page.locator("body").evaluate("(body) => document.activeElement.blur()")
        for typed in (
            {"key": "r", "isComposing": True},
            {"key": "r", "keyCode": 229},
            {"key": "r", "ctrlKey": True},
            {"key": "r", "metaKey": True},
            {"key": "r", "altKey": True},
            {"key": "j", "ctrlKey": True},
        ):
            page.evaluate(
                "(typed) => document.body.dispatchEvent("
                "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...typed}))",
                typed,
            )

        expect(stage).to_have_attribute("data-r", "0")
        expect(stage).to_have_attribute("data-z", "1")
        assert page.url == address
        assert page.locator("[data-number]").count() == 0
        page.keyboard.press("r")
        expect(stage).to_have_attribute("data-r", "90")

    def test_switched_off_they_work_on_the_image_only(self, open_page):
        page = open_page()
        page.get_by_text("キー操作", exact=True).click()
        page.get_by_role("button", name="キー操作を使わない").click()
        page.wait_for_load_state()
        stage = page.locator("[data-stage]")
        page.locator("h1").first.focus()
        page.keyboard.press("r")
        expect(stage).to_have_attribute("data-r", "0")

        stage.focus()
        page.keyboard.press("r")

        expect(stage).to_have_attribute("data-r", "90")


@pytest.mark.parametrize("script", [True, False])
def test_a_photograph_stays_as_it_was_turned(open_page, script):
    page = open_page(place=1, java_script_enabled=script)
    page.locator("input[name=check]").first.check()
    turned = page.get_by_role("button", name="右回転")
    if script:
        with page.expect_response(re.compile("/turn/right$")):
            turned.click()
    else:
        turned.click()
    assert page.locator("input[name=check]").first.is_checked()

    again = open_page(place=1, java_script_enabled=script)

    expect(again.locator("[data-stage]")).to_have_attribute("data-r", "90")


def test_a_wrong_digit_is_told_by_its_place(open_page):
    page = open_page(place=1)
    wrong = NUMBER[:4] + str((int(NUMBER[4]) + 1) % 10) + NUMBER[5:]
    page.locator("summary", has_text="照合入力").first.click()
    page.locator("[data-number-row] input").first.fill(wrong)

    page.get_by_role("button", name="照合", exact=True).first.click()

    expect(page.locator("[data-told]").first).to_have_text("5桁目が違います。")
    assert [text for text in (NUMBER, SHOWN) if text in page.content()] == []


def test_without_script_all_people_stand_on_the_page_and_the_number_is_shown_once(open_page):
    page = open_page(java_script_enabled=False)
    both = [page.locator(f"[data-person='{n}']").is_visible() for n in (0, 1)]
    page.locator("[data-reveal]").first.click()
    shown = page.locator("[data-number]").first.inner_text()
    page.goto(page.url.removesuffix("/reveal"))

    assert (both, shown) == ([True, True], SHOWN)
    assert SHOWN not in page.content()


def test_an_image_that_does_not_come_is_told_and_asked_for_again(open_page):
    page = open_page(place=1)
    expect(page.locator(".thumb [data-seen]").first).to_have_text("（済）")
    page.route("**/large", lambda route: route.abort())
    page.locator(".thumb").nth(1).click()
    expect(page.get_by_text("画像を表示できません。")).to_be_visible()
    page.unroute("**/large")

    page.get_by_role("button", name="再読み込み").click()

    expect(page.locator(".thumb [data-seen]").nth(1)).to_have_text("（済）")
    expect(page.get_by_text("画像を表示できません。")).to_be_hidden()
