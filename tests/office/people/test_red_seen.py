"""A red row is red to everybody: in colour, greyscale, on paper and in a machine's own colours."""

from io import BytesIO

import pytest
from PIL import Image

from tests import factories
from tests.journeys.conftest import chromium
from tests.office import desk
from tests.portal.phone import phone
from tests.served import served

__all__ = ["chromium"]

LATE, WHITE = "tr.late >> nth=0", "tbody tr:not(.late) >> nth=0"
DESK = {"width": 1280, "height": 800}
STYLE = "(el, name) => getComputedStyle(el)[name]"


@pytest.fixture
def people(tools, founded, clock):
    """Somebody late, and somebody who has all the time."""
    factories.people_in(tools, founded, 1, "late")
    clock.move(days=18)
    factories.people_in(tools, founded, 1, "white")


@pytest.fixture
def page(chromium, app, tools, founded, people):
    """The list on the first administrator's desk."""
    with served(app) as url, phone(chromium) as page:
        cookie = desk.cookie_of(tools, founded, founded.account_id)
        page.context.add_cookies([{"name": "mc-office", "value": cookie, "url": url}])
        page.set_viewport_size(DESK)
        page.goto(f"{url}/admin/people/")
        yield page


def style(page, where, name):
    return page.locator(where).first.evaluate(STYLE, name)


def greys(page, where):
    """Return the greys of the row: of its first pixels, and of the paper beside its words."""
    drawn = Image.open(BytesIO(page.locator(where).screenshot())).convert("L")
    middle = drawn.height // 2
    return drawn.getpixel((3, middle)), drawn.getpixel((12, middle))


def test_in_colour_the_row_has_a_ground_a_bar_a_sign_and_words(page):
    assert style(page, LATE, "backgroundColor") == "rgb(255, 218, 218)"
    bar = style(page, f"{LATE} >> :first-child", "boxShadow")
    assert bar == "rgb(206, 0, 0) 6px 0px 0px 0px inset"
    assert page.locator(f"{LATE} >> .chip-late svg").is_visible()
    assert page.locator(f"{LATE} >> .chip-late").inner_text() == "未登録 18日"
    assert page.locator(f"{WHITE} >> .chip-late").count() == 0


def test_in_greyscale_the_bar_is_dark_where_a_white_row_has_none(page):
    late, white = greys(page, LATE), greys(page, WHITE)

    assert late[0] < 90
    assert white[0] > 240
    assert late[1] - late[0] > 100


def test_on_paper_the_words_say_it(page):
    assert not page.locator(f"{LATE} >> .late-print").is_visible()

    page.emulate_media(media="print")

    assert page.locator(f"{LATE} >> .late-print").is_visible()
    assert page.locator(f"{LATE} >> .late-print").inner_text() == "【期限超過】"
    assert style(page, f"{LATE} >> th", "borderLeftWidth") == "6px"
    assert not page.locator(".bulk").is_visible()
    assert not page.locator(f"{LATE} >> .cell-check").is_visible()
    assert not page.locator(f"{LATE} >> .btn").is_visible()


def test_in_a_machines_own_colours_a_bar_stands_in_its_highlight(page):
    page.emulate_media(forced_colors="active")

    first = f"{LATE} >> :first-child"
    assert style(page, first, "borderLeftWidth") == "6px"
    assert style(page, first, "borderLeftStyle") == "solid"
    assert style(page, first, "borderLeftColor") != style(page, "body", "backgroundColor")
    assert page.locator(f"{LATE} >> .chip-late").is_visible()


def test_on_a_phone_the_first_person_is_seen_without_scrolling(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()

    box = page.locator(f"{LATE} >> .who").bounding_box()
    assert box["y"] + box["height"] < 740
    assert style(page, LATE, "borderLeftWidth") == "6px"
    assert page.locator("thead a").first.is_visible() is False
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_ticking_shows_what_can_be_done_and_counts(page):
    assert not page.locator("[data-bulk]").is_visible()

    page.get_by_label("山田 太郎0を選択").first.check()

    assert page.locator("[data-bulk] p").inner_text() == "1件が選択されています。"
    page.get_by_role("button", name="締め切りを変更").click()
    assert page.locator("h1").inner_text() == "締め切りの変更"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_without_a_script_the_same_is_there(chromium, app, tools, founded, people):
    with served(app) as url:
        context = chromium.new_context(java_script_enabled=False, viewport=DESK)
        cookie = desk.cookie_of(tools, founded, founded.account_id)
        context.add_cookies([{"name": "mc-office", "value": cookie, "url": url}])
        page = context.new_page()
        page.goto(f"{url}/admin/people/")
        for box in page.get_by_role("checkbox", name="を選択").all():
            box.check()

        page.get_by_role("button", name="催促メールを一括送信").click()
        page.get_by_role("button", name="送信").click()

        assert page.locator(".note[role=status]").inner_text() == "2名に催促メールを送信しました。"
        context.close()
