"""What the manual says and no journey walks, in a real browser: errors, proxy entry, white rows."""

from mcollector.rules.rights import Right
from tests import factories
from tests.journeys.conftest import chromium
from tests.office import desk
from tests.office.editing.test_editing_browser import sit_down

__all__ = ["chromium", "sit_down"]

TEXT = "text/plain"
WRONG = "taro@example.com,山田,太郎\nhanako.example.com,佐藤,花子\n"
RIGHT = WRONG.replace("hanako.", "hanako@")


def upload(page, text):
    page.goto("/admin/rosters/")
    file = {"name": "名簿.txt", "mimeType": TEXT, "buffer": text.encode("cp932")}
    page.get_by_label("ファイルを選択").set_input_files([file])
    page.get_by_role("button", name="アップロード").click()


def test_a_wrong_file_shows_the_error_screen_and_the_corrected_one_is_taken(
    sit_down, tools, founded
):
    page = sit_down(founded.account_id)

    upload(page, WRONG)
    page.get_by_text("メールアドレスに「@」がありません。").wait_for()
    before = factories.people_ids(tools, founded)
    upload(page, RIGHT)
    page.get_by_role("heading", name="ファイルアップロードに成功しました").wait_for()
    page.get_by_role("link", name="実行").click()
    page.get_by_role("button", name="実行").click()
    page.get_by_role("heading", name="送信").wait_for()

    assert before == []
    assert len(factories.people_ids(tools, founded)) == 2


def test_a_name_in_the_list_leads_to_the_form_that_is_entered_for_them(sit_down, tools, founded):
    factories.people_in(tools, founded, 1, "taro")
    page = sit_down(desk.account(tools, founded, Right.DATA).id)

    page.goto("/admin/")
    page.get_by_role("link", name="ユーザー一覧").first.click()
    page.get_by_role("link", name="山田 太郎0", exact=True).click()
    page.get_by_role("link", name="代行入力").click()

    page.get_by_role("button", name="代行入力を始める").wait_for()


def test_when_every_row_is_white_the_list_says_that_nobody_is_late(sit_down, tools, founded):
    factories.people_in(tools, founded, 2)
    page = sit_down(founded.account_id)

    page.goto("/admin/people/")

    assert page.locator("tr.late").count() == 0
    assert page.get_by_text("期限を過ぎた人はいません。").is_visible()
