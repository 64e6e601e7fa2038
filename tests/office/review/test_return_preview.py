"""差し戻し: the letter that will go is read before it goes, word for word; nothing else happens."""

import email
import html
import re
from email.policy import default

import pytest
from playwright.sync_api import expect

from mcollector import jobs
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.texts import Wording
from mcollector.services.letters import queue, texts
from mcollector.services.reviews.return_preview import UNKNOWN_YET
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.reviews import Return
from tests import factories
from tests.journeys.conftest import PHONE, chromium
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import state_of
from tests.office.review.reviewing_browser import open_page, two, url

__all__ = ["chromium", "open_page", "two", "url"]

JSON = {"Accept": "application/json"}
SECRET = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


@pytest.fixture
def ask(admin, person_id, papers):
    """Press a button of the page; `marks` are places in the list of papers."""

    def ask(marks=(0,), reason="blur", comment="", headers=None, **changed):
        chosen = [papers[place].id for place in marks]
        values = {
            "submission_id": str(papers[0].submission_id),
            "document": [str(one) for one in chosen],
            **{f"reason-{one}": reason for one in chosen},
            "comment": comment,
            **changed,
        }
        return admin.post(f"/admin/reviews/{person_id}/return", values, headers=headers)

    return ask


def preview(ask, *args, **more):
    return ask(*args, headers=JSON, preview="1", **more)


def mail_that_went(tools, clock):
    clock.move(minutes=5)
    jobs.install(tools)
    jobs.work_off(tools)
    paths = (tools.config.home / "mail" / "new").iterdir()
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    return next(mail for mail in mails if "もう一度" in mail["Subject"])


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_it_is_the_mail_that_goes_but_for_the_secret(ask, tools, clock):
    comment = "明るい所で\r\nとってください。"
    told = preview(ask, (0, 1), comment=comment).get_json()

    ask((0, 1), comment=comment)

    mail = mail_that_went(tools, clock)
    assert (told["mail"], told["subject"]) == ("taro0@example.com", mail["Subject"])
    assert SECRET.sub(UNKNOWN_YET, text_of(mail)) == told["text"]
    assert SECRET.search(text_of(mail)) is not None
    assert told["text"].count("ぼやけていて文字が読めません。") == 2


def test_who_has_a_password_reads_the_whole_of_it_before(ask, tools, founded, person_id, clock):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.password_hash = "x"
        uow.record(desk.Action.PASSWORD_SET, row=account)
    told = preview(ask).get_json()

    ask()

    assert text_of(mail_that_went(tools, clock)) == told["text"]


def test_the_companys_own_words_stand_in_it(ask, tools, founded):
    words = Wording("写真のお願い｜{{会社名}}", "{{氏名}} 様\n\n{{差し戻しの内容}}\n\n{{リンク}}")
    with tools.work(factories.admin_of(founded)) as uow:
        texts.change(uow, LetterKind.RETURN, words, 0)

    told = preview(ask).get_json()

    assert told["subject"] == "写真のお願い｜株式会社サンプル建設"
    assert told["text"].startswith("山田 太郎0 様\n")


def test_without_script_the_page_shows_it_and_keeps_what_was_chosen(ask):
    answer = ask(comment="明るい所で", preview="1")

    text = html.unescape(answer.text)
    assert answer.status_code == 200
    assert "この内容で送信されます。" in text
    assert "  ■ マイナンバーカードの うら（番号が ある面）：" in text
    assert len(re.findall(r'name="document" value="[\w-]+" checked>', text)) == 1
    assert len(re.findall(r'name="reason-[\w-]+" value="blur"[^>]* checked>', text)) == 1
    assert re.search(r"<textarea[^>]*>\s*明るい所で</textarea>", text)


def test_looking_changes_nothing(ask, tools, founded, person_id):
    before = desk.size(tools, founded.company_id, Letter), desk.stored(tools, founded)

    preview(ask)

    assert (desk.size(tools, founded.company_id, Letter), desk.stored(tools, founded)) == before
    assert desk.size(tools, founded.company_id, Return) == 0
    assert state_of(tools, founded, person_id) == "submitted"


@pytest.mark.parametrize(
    ("marks", "comment", "sentence"),
    [
        ((), "", "差し戻す写真を選択してください。"),
        ((0,), "1234 5678 9012", "12桁の数字は書けません。番号を消してください。"),
    ],
)
def test_what_cannot_be_sent_is_told_instead(ask, marks, comment, sentence):
    told = preview(ask, marks, comment=comment)
    page = ask(marks, comment=comment, preview="1")

    assert (told.status_code, told.get_json()) == (422, {"sentence": sentence})
    assert (page.status_code, [*wrong(page).values()]) == (422, [sentence])


def test_what_was_decided_meanwhile_is_not_written_about(ask):
    ask()

    answer = preview(ask)

    assert (answer.status_code, answer.mimetype) == (409, "text/html")


def test_who_has_no_address_gets_none_and_the_clerk_knows(ask, tools, founded, person_id):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.mail = ""
        uow.record(desk.Action.ADDRESS_CHANGED, row=account)

    answer = ask(preview="1")

    assert preview(ask).get_json()["mail"] == ""
    shown = re.search(r"<span data-letter-unsent>([^<]+)</span>", answer.text)
    assert shown.group(1).startswith("メールアドレスが登録されていないため")


def test_nobody_reads_it_of_their_own_review(ask, tools, founded, person_id):
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, founded.account_id)
        account.person_id = person_id
        uow.record(desk.Action.STAFF_CHANGED, row=account)

    assert preview(ask).status_code == 403


def test_in_a_browser_it_is_written_at_each_change(open_page, tools, founded, two):
    page = open_page(place=1)
    page.goto(page.url + "/return")
    text = page.locator("[data-letter-text]")
    expect(
        page.get_by_text("写真と理由を選ぶと、ここに送信されるメールを表示します。")
    ).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_hidden()

    page.get_by_role("checkbox").first.check()
    blurred = page.get_by_role("radio", name="ぼやけていて文字が読めません。")
    expect(page.locator(".choice-drawing").first).to_be_visible()
    blurred.check()

    expect(text).to_contain_text("ぼやけていて文字が読めません。")
    page.get_by_role("textbox", name="コメント").fill("明るい所で")
    expect(text).to_contain_text("  明るい所で")
    page.get_by_role("textbox", name="コメント").fill("1234 5678 9012")
    expect(page.get_by_text("12桁の数字は書けません。番号を消してください。")).to_be_visible()
    expect(text).to_be_hidden()
    page.get_by_role("textbox", name="コメント").fill("")
    page.get_by_role("button", name="差し戻して送信").click()
    expect(page.get_by_text("差し戻しました。", exact=True)).to_be_visible()
    assert state_of(tools, founded, two[1]) == "returned"


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_no_letter_makes_the_page_wider(open_page, script):
    page = open_page(PHONE, is_mobile=True, has_touch=True, java_script_enabled=script)
    page.goto(page.url + "/return")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("radio", name="暗くて読めません。").first.check()
    if not script:
        page.get_by_role("button", name="メールの内容を表示").click()

    expect(page.locator("[data-letter-text]")).to_contain_text("暗くて読めません。")

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
