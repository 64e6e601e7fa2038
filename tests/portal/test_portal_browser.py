"""What only a browser can show, on a telephone of 360×740, with script and without."""

import re

import pytest

from mcollector.rules.actions import Action
from mcollector.store.companies import Company
from mcollector.store.documents import Document
from mcollector.store.submissions import Submission
from tests import factories
from tests.factories import BACK, DEPENDENT, FRONT, PASSWORD, PROFILE, number
from tests.journeys.conftest import chromium
from tests.portal.employee import NUMBER
from tests.portal.phone import phone, sign_in
from tests.portal.rows import rows
from tests.served import served

__all__ = ["chromium"]

WITH, WITHOUT = True, False
scripts = pytest.mark.parametrize("script", [WITH, WITHOUT], ids=["script", "no script"])


@pytest.fixture
def url(app):
    with served(app) as url:
        yield url


@pytest.fixture
def page(chromium, url, employee, request):
    """The employee's telephone, signed in; with script unless the test says otherwise."""
    script = getattr(request.node, "callspec", None)
    is_on = script is None or script.params.get("script", WITH)
    with phone(chromium, java_script_enabled=is_on) as page:
        sign_in(page, url, employee, PASSWORD)
        yield page


def picture(content=BACK, name="p.jpg"):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def focus_of(page):
    """Return the id or class of what has the focus."""
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def fill_profile(page, url, **changed):
    page.goto(f"{url}/my/profile")
    for name, value in (PROFILE | changed).items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if name == "prefecture" else field.fill(value)
    press(page, "次へ")


def choose_card(page, url):
    page.goto(f"{url}/my/photos")
    page.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    press(page, "決定")


def fill_in(page, url, *, has_front=True):
    page.goto(f"{url}/my/notice")
    page.get_by_label("利用目的を確認しました").check()
    press(page, "次へ")
    fill_profile(page, url)
    choose_card(page, url)
    page.locator("#number").fill(NUMBER)
    page.locator("#card_back").set_input_files(picture(BACK))
    if has_front:
        page.locator("#card_front").set_input_files(picture(FRONT))
    press(page, "次へ")
    page.get_by_role("heading", name=re.compile("内容を確認")).wait_for()


@scripts
def test_the_summary_takes_the_focus_and_its_links_lead_to_the_fields(page, url, script):
    fill_profile(page, url, postcode="1", birth_day="99")
    page.locator(".errors").wait_for()
    focused = focus_of(page)

    page.get_by_role("link", name="郵便番号は7桁の数字で入力してください。").click()
    postcode = focus_of(page)
    page.get_by_role("link", name=re.compile("生年月日が正しくありません")).click()

    assert (focused, postcode, focus_of(page)) == ("errors", "postcode", "birth")
    assert page.title().startswith("エラー：")
    assert page.locator("#phone").input_value() == PROFILE["phone"]


@scripts
def test_a_refused_photograph_is_told_and_the_other_is_kept(page, url, script):
    choose_card(page, url)
    page.locator("#number").fill(NUMBER[:11])
    page.locator("#card_back").set_input_files(picture(b"text"))
    page.locator("#card_front").set_input_files(picture(FRONT))

    press(page, "次へ")

    page.locator(".errors").wait_for()
    assert focus_of(page) == "errors"
    assert page.locator("#number-error").inner_text().strip().endswith("（今は11桁です）。")
    assert page.locator("#number").input_value() == ""
    back, front = (page.locator("[data-slot]").filter(has_text=one) for one in ("うら", "おもて"))
    assert "JPEG・PNG・HEIC・PDFの写真を選択してください。" in back.inner_text()
    assert "受け取り済み" in front.inner_text()


@scripts
def test_two_clicks_are_one_submission_and_back_shows_nothing_typed(page, url, tools, script):
    fill_in(page, url)

    page.get_by_role("button", name="更新").dblclick(no_wait_after=True)

    page.get_by_role("heading", name="提出が完了しました").wait_for()
    assert len(rows(tools, Submission)) == 1
    for _ in range(4):
        page.go_back()
        shown = page.content()
        assert [
            one for one in (PROFILE["address"], PROFILE["phone"], NUMBER[8:]) if one in shown
        ] == []
        values = page.locator("input:not([type=hidden]), textarea").all()
        assert {field.input_value() for field in values} & set(PROFILE.values()) == set()


def test_the_card_takes_one_photograph_where_the_company_says_so(page, url, tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Company, founded.company_id)
        row.card_back_only = True
        uow.record(Action.SETTINGS_CHANGED, row=row)

    fill_in(page, url, has_front=False)
    press(page, "更新")
    page.get_by_role("heading", name="提出が完了しました").wait_for()

    assert [row.slot for row in rows(tools, Document)] == ["card_back"]


@scripts
def test_a_dependent_is_added_changed_and_removed(page, url, script):
    page.goto(f"{url}/my/dependents/0")
    press(page, "追加")
    page.locator(".errors").wait_for()
    focused = focus_of(page)
    for name in ("family", "given", "birth_year", "birth_month", "birth_day"):
        page.locator(f"[name={name}]").fill(DEPENDENT[name])
    page.locator("#number").fill(number("98765432109"))
    page.locator("#checked").check()
    press(page, "追加")
    page.get_by_role("link", name="扶養者1人目の続柄を選択してください。").click()
    relation = focus_of(page)
    page.locator("#relation").select_option("child")
    press(page, "追加")

    page.get_by_role("heading", name="1人目：山田 一（子）").wait_for()
    page.get_by_role("link", name=re.compile("削除.*山田 一")).click()
    press(page, "削除")

    page.get_by_text("山田 一さんを削除しました。").wait_for()
    assert (focused, relation) == ("errors", "relation")


def test_a_full_disk_keeps_everything_chosen_and_says_what_to_do(page, url, tools, monkeypatch):
    """With script the page is not left: the photographs need not be chosen again."""
    from mcollector.files import blobs

    choose_card(page, url)
    page.locator("#number").fill(NUMBER)
    page.locator("#card_back").set_input_files(picture(BACK))
    page.locator("#card_front").set_input_files(picture(FRONT))
    write = blobs._write
    monkeypatch.setattr(blobs, "_write", no_space)

    press(page, "次へ")
    said = "保存できませんでした。時間をおいて、もう一度「次へ」を押してください。"
    page.get_by_text(said).wait_for()
    monkeypatch.setattr(blobs, "_write", write)
    press(page, "次へ")

    page.get_by_role("heading", name=re.compile("内容を確認")).wait_for()
    assert [row.slot for row in rows(tools, Document)] == ["card_back", "card_front"]


def no_space(path, content):
    raise OSError(28, "No space left on device")


def test_a_photograph_too_large_for_the_route_is_said_so(page, url, tmp_path):
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(62 << 20)
    choose_card(page, url)
    page.locator("#card_back").set_input_files(large)

    press(page, "次へ")

    page.get_by_text("写真が大きすぎます。20MBより小さい写真を選択してください。").wait_for()


@scripts
def test_a_session_that_ended_while_typing_loses_nothing(page, url, clock, employee, script):
    page.goto(f"{url}/my/profile")
    for name in ("address", "phone", "birth_year", "birth_month", "birth_day", "postcode"):
        page.locator(f"[name={name}]").fill(PROFILE[name])
    clock.move(hours=1)

    press(page, "次へ")
    page.get_by_role("heading", name="ログイン").wait_for()
    page.locator("#name").fill(employee)
    page.locator("#password").fill(PASSWORD)
    press(page, "ログイン")
    press(page, "もう一度送信")

    page.locator(".errors").wait_for()
    assert page.locator("#address").input_value() == PROFILE["address"]
    assert page.locator("#phone").input_value() == PROFILE["phone"]


PAGES = ["", "notice", "profile", "photos", "check", "dependents/0", "dependents/9"]


@pytest.mark.parametrize("colour", ["light", "dark"])
def test_no_page_is_wider_than_the_telephone(page, url, colour):
    page.emulate_media(color_scheme=colour)
    choose_card(page, url)
    widths = {}
    for path in PAGES:
        page.goto(f"{url}/my/{path}")
        widths[path] = width_of(page)
        if page.get_by_role("button", name=re.compile("次へ|更新|追加")).count():
            page.get_by_role("button", name=re.compile("次へ|更新|追加")).last.click()
            page.wait_for_load_state()
            widths[f"{path}, refused"] = width_of(page)

    assert set(widths.values()) == {360}


@scripts
def test_the_browser_complains_of_nothing(chromium, url, employee, script):
    said = []
    with phone(chromium, java_script_enabled=script) as page:
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        sign_in(page, url, employee, PASSWORD)
        fill_in(page, url)
        press(page, "更新")
        page.get_by_role("heading", name="提出が完了しました").wait_for()

    assert said == []
