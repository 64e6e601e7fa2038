"""The pages in a real browser under the real policy: silent, fitting, made for fingers."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.face.stand import addresses

SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden")
  .map((one) => one.closest("label") || one)
  .filter((one) => !one.matches(".skip, .hid"))
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([words]) => words)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def photograph(width: int, height: int, colour: str) -> dict[str, object]:
    """A file as a phone would give it."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "JPEG")
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": written.getvalue()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (360, 740), (1280, 800)])
def test_every_page_is_silent_and_fits(page, address, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    for _door, path in addresses():
        assert page.goto(address + path).status == 200
        assert (path, page.evaluate(SIDEWAYS)) == (path, 0)
    assert page.complaints == []


def test_the_policy_is_there_and_speaks_when_broken(page, address):
    page.goto(f"{address}/menu")
    with page.expect_console_message(lambda message: message.type == "error") as told:
        page.evaluate(
            "document.body.append(Object.assign(new Image(), {src: 'https://example.com/x'}))"
        )
    assert "img-src" in told.value.text
    assert page.complaints == [told.value.text]


def test_portal_controls_are_big_enough_for_a_finger(page, address):
    for path in (path for door, path in addresses() if door == "portal"):
        page.goto(address + path)
        assert (path, page.evaluate(SMALL)) == (path, [])


def test_a_refused_form_takes_the_focus_to_its_summary(page, address):
    page.goto(f"{address}/form?wrong=1")
    expect(page.get_by_role("region", name="入力内容に誤りがあります")).to_be_focused()
    page.get_by_role("link", name="12桁で入力してください").click()
    expect(page.get_by_role("textbox", name="マイナンバー")).to_be_focused()


def test_a_number_is_grouped_and_half_width_when_the_field_is_left(page, address):
    page.goto(f"{address}/form")
    box = page.get_by_role("textbox", name="マイナンバー")
    box.fill("１２３４-5678 ９０12")
    box.blur()
    expect(box).to_have_value("1234 5678 9012")


def test_enter_means_forward_and_not_the_first_button(page, address):
    page.goto(f"{address}/form")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("textbox", name="氏名（姓）").press("Enter")
    assert 'name="step"\r\n\r\nnext' in sent.value.post_data
    assert 'name="later"' not in sent.value.post_data


def test_a_password_can_be_read_by_its_owner(page, address):
    page.goto(f"{address}/form")
    box = page.get_by_role("textbox", name="新しいパスワード")
    box.fill("correct horse battery")
    page.get_by_role("checkbox", name="パスワードを表示").check()
    expect(box).to_have_attribute("type", "text")
    expect(page.locator("[data-meter] span")).to_have_text("強い")


def test_the_choice_of_a_paper_shows_its_slots_only(page, address):
    page.goto(f"{address}/form")
    titles = page.locator(".slot-title:visible")
    assert titles.count() == 2
    page.get_by_role("radio", name="通知カード ＋").check()
    assert [words.split(" ")[0] for words in titles.all_inner_texts()] == ["通知カードの"]


def test_a_photograph_is_shrunk_shown_and_sent_with_the_form(page, address, face):
    page.goto(f"{address}/form")
    page.locator("#card_back").set_input_files(photograph(4000, 3000, "white"))
    slot = page.get_by_role("region", name="マイナンバーカードの うら")
    expect(slot.get_by_text("写真を選びました。「次へ」を押すと送信します。")).to_be_visible()
    expect(slot.locator("img[data-preview]")).to_be_visible()
    page.get_by_role("button", name="次へ").click()
    page.wait_for_url(f"{address}/menu")
    fields, sent = face.config["RECEIVED"]
    assert Image.open(io.BytesIO(sent)).size == (2400, 1800)
    assert fields["family"] == "髙﨑"
    assert page.complaints == []


@pytest.mark.parametrize(
    ("size", "colour", "words"),
    [((800, 600), "white", "写真が小さいです。"), ((2000, 1500), "#333333", "暗いです。")],
)
def test_a_poor_photograph_gets_a_hint_and_no_lock(page, address, size, colour, words):
    page.goto(f"{address}/form")
    page.locator("#card_back").set_input_files(photograph(*size, colour))
    expect(page.locator("[data-advice]").first).to_contain_text(words)
    expect(page.get_by_role("button", name="次へ")).to_be_enabled()


def test_a_broken_line_keeps_everything_and_says_what_to_do(page, address):
    page.goto(f"{address}/form")
    page.locator("#card_back").set_input_files(photograph(2000, 1500, "white"))
    expect(page.locator("img[data-preview]").first).to_be_visible()
    page.route("**/form", lambda route: route.abort())
    button = page.get_by_role("button", name="次へ")
    button.click()
    expect(page.get_by_text("送信できませんでした。電波を確認して")).to_be_visible()
    expect(button).to_have_text("次へ")
    assert page.locator("#card_back").evaluate("one => one.files.length") == 1


def test_errors_come_back_into_the_page_after_an_upload(page, address):
    page.goto(f"{address}/form")
    page.locator("#card_front").set_input_files(photograph(2000, 1500, "white"))
    page.get_by_role("button", name="次へ").click()
    expect(page.get_by_role("region", name="入力内容に誤りがあります")).to_be_focused()
    assert page.title().startswith("エラー：")
    assert page.complaints == []


def test_two_presses_are_one_submission(page, address):
    page.goto(f"{address}/login")
    sent = []
    page.route(
        "**/login", lambda route: (sent.append(route.request.method), route.fulfill(status=204))
    )
    with page.expect_request("**/login"):
        page.evaluate(
            "() => { const one = document.querySelector('main .btn'); one.click(); one.click(); }"
        )
    expect(page.get_by_role("button", name="送信中…")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="ログイン")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    assert sent == ["POST"]
