"""The question about a spouse and the papers on a telephone of 360×740, with script and without."""

import re

import pytest

from tests.factories import BACK, DEPENDENT, PASSWORD, number
from tests.journeys.conftest import chromium
from tests.portal.phone import VIEWPORT, phone, sign_in
from tests.served import served

__all__ = ["chromium"]

QUESTION = "国民年金の第3号被保険者です（妻・夫だけ）"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(chromium, app, employee, request):
    """The employee's telephone, at the page of a new dependent."""
    with served(app) as url, phone(chromium, java_script_enabled=request.param) as page:
        sign_in(page, url, employee, PASSWORD)
        page.goto(f"{url}/my/dependents/0")
        yield page


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_the_question_stands_where_it_can_be_answered_and_the_papers_follow(page, request):
    has_script = "no script" not in request.node.name
    for name in ("family", "given", "birth_month", "birth_day"):
        page.locator(f"[name={name}]").fill(DEPENDENT[name])
    page.locator("[name=birth_year]").fill("1990")
    page.locator("#number").fill(number("98765432109"))
    page.locator("#checked").check()
    page.locator("#relation").select_option("child")
    of_a_child = page.get_by_label(QUESTION).is_visible()
    page.locator("#relation").select_option("wife")
    page.get_by_label(QUESTION).check()
    widths = {width_of(page)}

    page.get_by_role("button", name="追加").click()
    page.get_by_role("heading", name="扶養者の証明書").wait_for()
    page.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    page.get_by_role("button", name="決定").click()
    page.locator("[data-slot]").nth(1).wait_for()
    for slot in page.locator("input[type=file]").all():
        slot.set_input_files({"name": "p.jpg", "mimeType": "image/jpeg", "buffer": BACK})
    widths.add(width_of(page))
    page.get_by_role("button", name="次へ").click()

    page.get_by_role("heading", name=re.compile("内容を確認")).wait_for()
    card = page.locator(".card").inner_text()
    assert card.count("受け取りました") == 2
    assert (of_a_child, widths | {width_of(page)}) == (not has_script, {VIEWPORT["width"]})
