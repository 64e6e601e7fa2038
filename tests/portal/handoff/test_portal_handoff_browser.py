"""スマホで続ける as it looks: a computer without script, and a telephone of 360×740 beside it."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from mcollector.store.documents import Document
from tests.browsers import IN_A_BROWSER
from tests.factories import BACK, FRONT, PASSWORD, number
from tests.journeys.conftest import chromium
from tests.portal.phone import VIEWPORT, phone, sign_in
from tests.portal.rows import rows
from tests.served import served

__all__ = ["chromium"]

COMPUTER = {"width": 1280, "height": 800}


@pytest.fixture
def url(app):
    with served(app) as url:
        yield url


@pytest.fixture
def computer(chromium, url, employee):
    """The employee's computer, without script, at the page of photographs."""
    context = chromium.new_context(viewport=COMPUTER, locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(IN_A_BROWSER)
    sign_in(page, url, employee, PASSWORD)
    choose_card(page, url)
    yield page
    context.close()


def choose_card(page, url):
    page.goto(f"{url}/my/photos")
    page.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    page.get_by_role("button", name="決定").click()


def photographs(page):
    for code, content in (("card_back", BACK), ("card_front", FRONT)):
        file = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content}
        page.locator(f"#{code}").set_input_files(file)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_computer_and_a_telephone_share_one_form(chromium, url, computer, tools, script):
    computer.locator("#number").fill(number())
    computer.get_by_role("button", name="スマホで続ける").click()
    link = f"{url}/my/phone/{computer.locator('code').inner_text().partition('/my/phone/')[2]}"
    said = []

    with phone(chromium, java_script_enabled=script) as telephone:
        telephone.on("pageerror", lambda error: said.append(str(error)))
        telephone.goto(link)
        telephone.get_by_text("心当たりがなければ閉じてください。").wait_for()
        widths = {telephone.evaluate("document.documentElement.scrollWidth")}
        telephone.get_by_role("button", name="写真をとる").click()
        photographs(telephone)
        telephone.get_by_role("button", name="送信", exact=True).click()
        telephone.get_by_text("写真をすべて受け取りました。").wait_for()
        widths.add(telephone.evaluate("document.documentElement.scrollWidth"))
    computer.get_by_role("link", name="写真が届いたら更新").click()
    computer.get_by_role("button", name="次へ").click()

    computer.get_by_role("heading", name=re.compile("内容を確認")).wait_for()
    assert [row.slot for row in rows(tools, Document)] == ["card_back", "card_front"]
    assert (widths, said) == ({VIEWPORT["width"]}, [])


def test_the_code_can_be_scanned_from_the_screen(computer):
    computer.get_by_role("button", name="スマホで続ける").click()

    shown = Image.open(io.BytesIO(computer.locator("svg.qr").screenshot()))
    (code,) = zxingcpp.read_barcodes(shown)
    assert code.text == computer.locator("code").inner_text()


def test_a_telephone_is_not_offered_another_one(chromium, url, employee, computer):
    with phone(chromium) as telephone:
        sign_in(telephone, url, employee, PASSWORD)
        choose_card(telephone, url)
        telephone.locator("#card_back").wait_for(state="attached")
        on_phone = telephone.get_by_role("button", name="スマホで続ける").count()

    assert (on_phone, computer.get_by_role("button", name="スマホで続ける").count()) == (0, 1)
