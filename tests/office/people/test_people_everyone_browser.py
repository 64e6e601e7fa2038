"""Everybody found, in a real browser: offered once the page is ticked, or without script."""

import pytest

from tests import factories
from tests.journeys.conftest import chromium
from tests.office.editing.test_editing_browser import sit_down

__all__ = ["chromium", "sit_down"]


@pytest.fixture
def crowd(tools, founded):
    factories.people_in(tools, founded, 25, "p")


def test_once_the_page_is_ticked_everybody_is_offered(sit_down, founded, crowd):
    page = sit_down(founded.account_id)
    page.goto("/admin/people/")
    everyone, told = page.get_by_label("検索結果の全25名を選択"), page.locator("[data-bulk-words]")

    page.get_by_label("すべて選択").check()
    offered, few = everyone.is_visible(), told.inner_text()
    everyone.check()
    many = told.inner_text()
    page.get_by_role("button", name="催促メールを一括送信").click()
    page.get_by_text("25名中25名に送信します。").wait_for()
    page.get_by_role("button", name="送信", exact=True).click()

    page.get_by_text("25名に催促メールを送信しました。").wait_for()
    assert (offered, few, many) == (
        True,
        "20件が選択されています。",
        "検索結果の全25名が選択されています。",
    )


def test_one_tick_taken_away_takes_everybody_away(sit_down, founded, crowd):
    page = sit_down(founded.account_id)
    page.goto("/admin/people/")
    page.get_by_label("すべて選択").check()
    page.get_by_label("検索結果の全25名を選択").check()

    page.locator("input[name=rowid]").first.uncheck()

    assert page.get_by_label("検索結果の全25名を選択").is_hidden()
    assert page.locator("[data-bulk-words]").inner_text() == "19件が選択されています。"
    page.get_by_role("button", name="催促メールを一括送信").click()
    page.get_by_text("19名中19名に送信します。").wait_for()


def test_without_script_the_box_stands_beside_the_buttons(sit_down, founded, crowd):
    page = sit_down(founded.account_id, java_script_enabled=False)
    page.goto("/admin/people/?search=太郎1")
    none = page.get_by_label("検索結果の全11名を選択").count()
    page.goto("/admin/people/?search=太郎")
    page.get_by_label("検索結果の全25名を選択").check()
    page.get_by_role("button", name="退職にする").click()

    page.get_by_text("25名中25名を退職にします。").wait_for()
    assert none == 0
