"""社内メモ: for the reviewers of the company alone, sealed, without a number, lost by nobody."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.employee import opened_by
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.reviews import ReviewMemo
from tests import factories
from tests.journeys.conftest import PHONE, chromium
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import form, look, state_of
from tests.office.review.reviewing_browser import open_page, two, url

__all__ = ["chromium", "open_page", "two", "url"]

WORDS = "11月20日に電話済み。\n住所は来月変わるとのこと。"


@pytest.fixture
def note(admin, person_id):
    """Save a memo as the page does."""

    def note(text=WORDS, visitor=admin, **changed):
        values = {"memo": text, "memo_key": str(uuid4()), **changed}
        return visitor.post(f"/admin/reviews/{person_id}/memo", values)

    return note


def memos(answer):
    """Return what stands under 社内メモ: when and by whom, and the words."""
    listed = answer.text.partition('class="memo-list"')[2].partition("</ol>")[0]
    return re.findall(r'<p class="hint">([^<]*)</p><p class="mail">([^<]*)</p>', listed)


def test_it_stands_there_with_author_and_time_for_the_next_reviewer(
    app, tools, founded, person_id, note
):
    answer = note()

    colleague = desk.sign_in(app, tools, founded, Right.DATA)
    page = colleague.get(f"/admin/reviews/{person_id}")
    assert answer.status_code == 200
    assert "社内メモを保存しました。" in answer.text
    assert memos(answer) == memos(page) == [("11月24日 12:00　山田 管理者", WORDS)]
    assert "社内メモ 1件" in page.text


def test_the_newest_is_first_and_the_same_page_twice_is_one(note, clock):
    key = str(uuid4())
    note("一つ目", memo_key=key)
    note("一つ目", memo_key=key)
    clock.move(minutes=1)

    answer = note("二つ目")

    assert [words for _who, words in memos(answer)] == ["二つ目", "一つ目"]


def test_it_is_sealed_and_its_line_holds_no_word_of_it(note, tools, founded):
    note()

    with tools.read(factories.admin_of(founded)) as uow:
        row = uow.first(select(ReviewMemo))
    written = desk.lines(tools, founded.company_id, Action.REVIEW_NOTED)
    opened = desk.lines(tools, founded.company_id, Action.VALUE_OPENED)
    assert "電話済み".encode() not in bytes(row.text)
    assert [line.object_id for line in written] == [row.id]
    assert [line.object_id for line in opened].count(row.id) == 1
    assert [line.body for line in (*written, *opened) if "電話済み" in str(line.body)] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "社内メモを入力してください。"),
        ("番号は1234 5678 9012", "12桁の数字は書けません。番号を消してください。"),
        ("１２３４５６７８９０１２", "12桁の数字は書けません。番号を消してください。"),
        ("あ" * 501, "500文字以内で入力してください。"),
        ("a\0b", "使えない文字が含まれています。入力し直してください。"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(note, tools, founded, text, sentence):
    answer = note(text)

    assert (answer.status_code, wrong(answer)) == (422, {"memo": sentence})
    assert "番号は書かないでください。" in answer.text
    assert text in answer.text.replace("&#34;", '"')
    assert desk.size(tools, founded.company_id, ReviewMemo) == 0


def test_what_is_ticked_beside_it_stays(admin, tools, founded, person_id, note):
    answer = note(check=["face"], status="done")

    assert re.search(r'name="status" value="done"[^>]* checked>', answer.text)
    assert '<textarea class="in" id="memo" name="memo"' in answer.text
    assert memos(answer) != []


def test_typed_and_not_saved_it_is_kept_with_the_update(admin, tools, founded, person_id, papers):
    look(admin, papers)
    sent = form(tools, founded, person_id, memo="確認の電話をした", memo_key=str(uuid4()))

    answer = admin.post(f"/admin/reviews/{person_id}", sent)

    assert (answer.status_code, state_of(tools, founded, person_id)) == (302, "verified")
    kept = memos(admin.get(f"/admin/reviews/{person_id}"))
    assert [words for _who, words in kept] == ["確認の電話をした"]


def test_a_number_in_it_keeps_the_update_back_and_nothing_is_lost(
    admin, tools, founded, person_id, papers
):
    look(admin, papers)
    sent = form(tools, founded, person_id, memo="1234 5678 9012", memo_key=str(uuid4()))

    answer = admin.post(f"/admin/reviews/{person_id}", sent)

    assert (answer.status_code, state_of(tools, founded, person_id)) == (422, "submitted")
    assert [*wrong(answer)] == ["memo"]


def test_after_the_review_it_can_be_written_still(admin, tools, founded, person_id, papers, note):
    look(admin, papers)
    admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

    assert memos(note("済のあと")) == [("11月24日 12:00　山田 管理者", "済のあと")]


def test_the_employee_learns_nothing_of_it(note, tools, founded, person_id):
    letters_before = desk.size(tools, founded.company_id, Letter)
    with tools.read(Actor.person(founded.company_id, person_id)) as uow:
        before = {one.what.msgid for one in opened_by.openings_of(uow, person_id)}

    note()

    with tools.read(Actor.person(founded.company_id, person_id)) as uow:
        after = {one.what.msgid for one in opened_by.openings_of(uow, person_id)}
    assert after - before == {"個人情報", "扶養者の情報"}
    assert desk.size(tools, founded.company_id, Letter) == letters_before


def test_who_is_both_writes_and_reads_none_about_themselves(note, tools, founded, admin, person_id):
    note()
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, founded.account_id)
        account.person_id = person_id
        uow.record(Action.STAFF_CHANGED, row=account)

    answers = [note("自分のこと"), admin.get(f"/admin/reviews/{person_id}")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert [answer for answer in answers if "電話済み" in answer.text] == []


@pytest.mark.parametrize("right", [Right.UPLOAD, Right.AUDITOR, Right.DOWNLOAD])
def test_who_reviews_nothing_reads_none(app, tools, founded, person_id, note, right):
    note()
    visitor = desk.sign_in(app, tools, founded, right)

    answers = [note(visitor=visitor), visitor.get(f"/admin/reviews/{person_id}")]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("script", [True, False])
def test_in_a_browser_nothing_ticked_is_lost(open_page, script):
    page = open_page(place=1, java_script_enabled=script)
    page.locator("input[name=check]").first.check()
    page.get_by_text("社内メモ（0件）").click()
    page.get_by_label("メモを書く").fill(WORDS)

    page.get_by_role("button", name="メモを保存").click()

    expect(page.get_by_text("社内メモを保存しました。")).to_be_visible()
    expect(page.get_by_text("住所は来月変わるとのこと。")).to_be_visible()
    expect(page.get_by_label("メモを書く")).to_have_value("")
    assert page.locator("input[name=check]").first.is_checked()


def test_on_a_telephone_it_makes_the_page_no_wider(open_page):
    page = open_page(PHONE, is_mobile=True, has_touch=True)
    page.get_by_text("社内メモ（0件）").click()
    page.get_by_label("メモを書く").fill("あ" * 120 + " " + "x" * 120)
    page.get_by_role("button", name="メモを保存").click()
    expect(page.get_by_text("社内メモを保存しました。")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
