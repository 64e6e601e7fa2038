"""The office's pages in a real browser: ticking, asking first, the viewer, the covered number."""

from playwright.sync_api import expect


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
    expect(
        page.get_by_role("status").filter(has_text="10名に催促メールを送信しました。yes")
    ).to_be_visible()
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
    assert stage.evaluate("one => one.scrollLeft > 0 && one.scrollTop > 0")
    page.keyboard.press("2")
    expect(page.get_by_role("img", name="おもて")).to_be_visible()
    expect(page.get_by_role("link", name="2 おもて（済）")).to_have_attribute(
        "aria-current", "true"
    )
    expect(stage).to_have_attribute("data-z", "1")


def test_a_shown_number_is_covered_after_half_a_minute(page, address):
    page.clock.install(time="2026-11-23T10:00:00Z")
    page.goto(f"{address}/admin/review/")
    page.clock.pause_at("2026-11-23T10:10:00Z")
    page.get_by_role("button", name="30秒表示").click()
    number, countdown = page.locator("[data-number]"), page.locator("[data-countdown]")
    expect(countdown).to_have_text("あと30秒")
    page.clock.run_for(29_000)
    expect(countdown).to_have_text("あと1秒")
    expect(number).to_have_text("1234 5678 9012")
    page.clock.run_for(1_000)
    expect(number).to_have_text("●●●● ●●●● ●●●●")
    assert "1234 5678 9012" not in page.content()


def test_a_shown_number_is_covered_when_the_window_is_left(page, address):
    page.goto(f"{address}/admin/review/")
    page.get_by_role("button", name="30秒表示").click()
    expect(page.locator("[data-countdown]")).to_contain_text("あと")
    expect(page.locator("[data-number]")).to_have_text("1234 5678 9012")
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(page.locator("[data-number]")).to_have_text("●●●● ●●●● ●●●●")


def test_printing_the_review_prints_no_photograph(page, address):
    page.goto(f"{address}/admin/review/")
    page.emulate_media(media="print")
    assert page.locator(".review").is_hidden()
    assert page.get_by_text("この画面は印刷できません。").is_visible()
