"""The pages in a real browser under the real policy: silent console, no sideways scrolling, fingers meet targets."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.face.stand import addresses

SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden")
  .map((one) => one.closest("label") || one)
  .filter((one) => !one.matches(".skip"))
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
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.com/x'}))")
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


@pytest.mark.parametrize(("size", "colour", "words"), [((800, 600), "white", "写真が小さいです。"), ((2000, 1500), "#333333", "暗いです。")])
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
    page.route("**/login", lambda route: (sent.append(route.request.method), route.fulfill(status=204)))
    with page.expect_request("**/login"):
        page.evaluate("() => { const one = document.querySelector('main .btn'); one.click(); one.click(); }")
    expect(page.get_by_role("button", name="送信中…")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="ログイン")).not_to_have_attribute("aria-disabled", "true")
    assert sent == ["POST"]


def test_ticked_rows_are_counted_and_a_dialog_asks_first(page, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/admin/people/")
    expect(page.get_by_role("button", name="催促メールを一括送信")).to_be_hidden()
    page.get_by_role("checkbox", name="山田 太郎を選択").first.check()
    expect(page.get_by_text("1件が選択されています。")).to_be_visible()
    page.get_by_role("checkbox", name="すべて選択").check()
    expect(page.get_by_text("10件が選択されています。")).to_be_visible()
    page.get_by_role("button", name="催促メールを一括送信").click()
    dialog = page.get_by_role("dialog", name="催促メールを送信しますか？")
    dialog.get_by_role("button", name="キャンセル").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="催促メールを一括送信").click()
    dialog.get_by_role("button", name="催促メールを一括送信").click()
    expect(page.get_by_role("status").filter(has_text="10名に催促メールを送信しました。yes")).to_be_visible()
    assert page.complaints == []


def test_the_list_works_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/admin/people/")
    page.get_by_role("checkbox", name="山田 太郎を選択").first.check()
    page.get_by_role("button", name="催促メールを一括送信").click()
    expect(page.get_by_text("1名に催促メールを送信しました。no")).to_be_visible()
    context.close()


def test_a_card_on_the_phone_has_no_hidden_stops(page, address):
    page.goto(f"{address}/admin/people/")
    assert page.locator("thead").is_hidden()
    assert page.get_by_role("combobox", name="並べ替え").is_visible()
    assert page.locator("tbody tr").first.bounding_box()["y"] < 740


def test_the_review_fits_one_screen(page, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/admin/review/")
    for name in ("差し戻す", "更新して次の人へ", "今日"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box["y"] + box["height"] <= 800


def test_a_photograph_turns_and_grows_by_buttons_and_keys(page, address):
    page.goto(f"{address}/admin/review/")
    stage = page.get_by_role("group", name="画像。矢印キーで移動")
    page.get_by_role("button", name="右回転").click()
    expect(stage).to_have_attribute("data-r", "90")
    stage.focus()
    page.keyboard.press("+")
    page.keyboard.press("Shift+R")
    expect(stage).to_have_attribute("data-z", "2")
    expect(stage).to_have_attribute("data-r", "0")
    assert stage.evaluate("one => one.scrollWidth > one.clientWidth")
    page.keyboard.press("2")
    expect(page.get_by_role("img", name="おもて")).to_be_visible()
    expect(page.get_by_role("link", name="2 おもて（済）")).to_have_attribute("aria-current", "true")
    expect(stage).to_have_attribute("data-z", "1")


def test_a_shown_number_is_covered_after_half_a_minute(page, address):
    page.clock.install()
    page.goto(f"{address}/admin/review/")
    page.get_by_role("button", name="30秒表示").click()
    number = page.locator("[data-number]")
    expect(number).to_have_text("1234 5678 9012")
    page.clock.run_for(29_000)
    expect(number).to_have_text("1234 5678 9012")
    expect(page.locator("[data-countdown]")).to_have_text("あと1秒")
    page.clock.run_for(2_000)
    expect(number).to_have_text("●●●● ●●●● ●●●●")
    assert "1234 5678 9012" not in page.content()


def test_a_shown_number_is_covered_when_the_window_is_left(page, address):
    page.goto(f"{address}/admin/review/")
    page.get_by_role("button", name="30秒表示").click()
    expect(page.locator("[data-number]")).to_have_text("1234 5678 9012")
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(page.locator("[data-number]")).to_have_text("●●●● ●●●● ●●●●")


def test_printing_the_review_prints_no_photograph(page, address):
    page.goto(f"{address}/admin/review/")
    page.emulate_media(media="print")
    assert page.locator(".review").is_hidden()
    assert page.get_by_text("この画面は印刷できません。").is_visible()
