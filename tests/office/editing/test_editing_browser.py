"""ユーザーの編集 in a real browser: two clerks at once, and a telephone of 360 pixels."""

import pytest

from mcollector.rules.rights import Right
from tests.browsers import IN_A_BROWSER
from tests.journeys.conftest import OFFICE, chromium
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.portal.phone import VIEWPORT
from tests.served import served

__all__ = ["chromium"]


@pytest.fixture
def sit_down(chromium, app, tools, founded):
    """Give a browser to an account, opened at the office; each has a session of its own."""
    contexts = []
    with served(app) as url:

        def open_for(account_id, viewport=OFFICE, **more):
            context = chromium.new_context(viewport=viewport, locale="ja-JP", base_url=url, **more)
            contexts.append(context)
            cookie = desk.cookie_of(tools, founded, account_id)
            context.add_cookies([{"name": "mc-office", "value": cookie, "url": url}])
            page = context.new_page()
            page.set_default_timeout(IN_A_BROWSER)
            return page

        yield open_for
        for context in contexts:
            context.close()


def test_two_clerks_see_both_values_and_lose_nothing(sit_down, tools, founded, other_id):
    first = sit_down(founded.account_id)
    second = sit_down(desk.account(tools, founded, Right.DATA).id)
    for page in (first, second):
        page.goto(path_of(other_id))
    first.get_by_label("従業員コード").fill("A-1")
    first.get_by_role("button", name="更新").click()
    first.get_by_text("更新しました。").wait_for()

    second.get_by_label("ひらがな").fill("やまだ たろう")
    second.locator("#deadline_day").fill("30")
    second.get_by_role("button", name="更新").click()
    second.get_by_role("heading", name="ほかの人が先に更新しました").wait_for()
    rows = second.locator("tbody tr").all_inner_texts()
    second.get_by_role("button", name="更新").click()
    second.get_by_text("更新しました。").wait_for()

    assert [row.split() for row in rows] == [
        ["ひらがな", "なし", "やまだ", "たろう"],
        ["従業員コード", "A-1", "なし"],
        ["締め切り", "2026-11-26", "2026-11-30"],
    ]
    found = desk.person(tools, founded, other_id)
    assert (found.employee_code, found.reading) == ("A-1", "やまだ たろう")


def test_somebody_leaves_by_two_presses(sit_down, tools, founded, other_id):
    page = sit_down(founded.account_id)
    page.goto(path_of(other_id))

    page.get_by_role("link", name="退職にする").click()
    page.get_by_role("button", name="退職にする").click()

    page.get_by_text("更新しました。").wait_for()
    assert page.locator("#employment .chip").inner_text() == "退職"


def test_no_page_is_wider_than_the_telephone(sit_down, tools, founded, person_id, other_id):
    phone = sit_down(founded.account_id, VIEWPORT)
    paths = [
        path_of(person_id),
        path_of(other_id),
        path_of(other_id, "/employment?step=retire"),
        path_of(other_id, "/entry"),
        path_of(other_id, "/refusal"),
    ]
    widths = {}
    for path in paths:
        assert phone.goto(path).status == 200
        widths[path] = phone.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(paths, VIEWPORT["width"])
