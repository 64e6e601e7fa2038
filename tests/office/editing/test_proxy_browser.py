"""代行入力 in a real browser at the office, with and without script, and on a telephone."""

from mcollector.rules.states import PersonState
from tests import factories
from tests.factories import BACK, FRONT, PROFILE
from tests.journeys.conftest import chromium
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.office.editing.entering import NUMBER, OTHER
from tests.office.editing.test_editing_browser import sit_down
from tests.portal.phone import VIEWPORT

__all__ = ["chromium", "sit_down"]

BANNER = "管理者が代わりに入力しています。操作は記録され、本人に通知されます。"


def press(page, name, role="button"):
    page.get_by_role(role, name=name, exact=True).click()


def enter(page, person_id, widths=None):
    """Walk from the person's page to 「更新」, noting how wide each page is."""
    page.goto(path_of(person_id))
    press(page, "代行入力", "link")
    page.get_by_label("端末がない").check()
    page.get_by_label("利用目的を本人に伝えました").check()
    press(page, "代行入力を始める")
    page.get_by_role("heading", name="個人情報の入力").wait_for()
    note(page, widths)
    for name, value in PROFILE.items():
        field = page.locator(f"[name={name}]")
        if name == "prefecture":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, "次へ")
    page.get_by_role("heading", name="マイナンバーと写真").wait_for()
    note(page, widths)
    page.locator("[name=number]").fill(NUMBER)
    for slot, content in (("card_back", BACK), ("card_front", FRONT)):
        file = {"name": "見本.jpg", "mimeType": "image/jpeg", "buffer": content}
        page.locator(f"input[name={slot}]").set_input_files([file])
    press(page, "次へ")
    page.get_by_role("heading", name="内容を確認して").wait_for()
    add_child(page, widths)
    note(page, widths)
    press(page, "更新")
    page.get_by_text("代行入力で提出しました").wait_for()
    note(page, widths)


def add_child(page, widths):
    press(page, "扶養者を追加する", "link")
    page.locator("[name=relation]").select_option("child")
    for name in ("family", "given", "birth_year", "birth_month", "birth_day"):
        page.locator(f"[name={name}]").fill(factories.DEPENDENT[name])
    page.locator("[name=number]").fill(OTHER)
    page.get_by_label("番号と本人を確かめました").check()
    note(page, widths)
    press(page, "追加")
    page.get_by_text("追加しました。").wait_for()


def note(page, widths):
    if widths is not None:
        widths[page.url] = page.evaluate("document.documentElement.scrollWidth")
        assert "/entry/" not in page.url or page.get_by_text(BANNER).is_visible()


def test_a_clerk_enters_everything_for_somebody(sit_down, tools, founded, other_id):
    page = sit_down(founded.account_id)

    enter(page, other_id, {})

    assert desk.person(tools, founded, other_id).state is PersonState.SUBMITTED
    row = page.locator("#entry tbody tr").inner_text()
    assert ("端末がない" in row, "提出（受付番号" in row) == (True, True)
    assert page.get_by_text(PROFILE["address"]).count() == 0


def test_without_script_no_page_is_wider_than_the_telephone(sit_down, founded, other_id):
    widths = {}

    enter(sit_down(founded.account_id, VIEWPORT, java_script_enabled=False), other_id, widths)

    assert len(widths) == 5
    assert set(widths.values()) == {VIEWPORT["width"]}
