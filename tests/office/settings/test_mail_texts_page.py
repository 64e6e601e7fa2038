"""メール文面: the company's own words, beside the letter they make, kept as versions."""

import re

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.letters.words_ja import INITIAL
from mcollector.rules.rights import Right
from mcollector.services.letters import texts
from tests import factories
from tests.office import desk
from tests.office.pages import wrong

BODY = "{{氏名}} さん\n<b>急いで</b>ください。\n\n{{リンク}}\n"
KIND = LetterKind.REMINDER
EDIT = "/admin/mail-texts/edit"


def send(admin, *, subject="{{会社名}}からの催促", body=BODY, number=None, **more):
    page = admin.get(f"{EDIT}?kind=reminder").text
    known = number or re.search(r'name="number" value="(\d+)"', page)[1]
    fields = {"kind": "reminder", "subject": subject, "body": body, "number": known}
    return admin.post(EDIT, fields | more)


def now(tools, founded, kind=KIND):
    with tools.read(factories.admin_of(founded)) as uow:
        return texts.load_text(uow, kind)


def look_of(answer):
    """Return the letter beside the form, as its own words stand in the page."""
    return answer.text.partition('<div class="letter">')[2].partition("</div>")[0]


def test_the_list_shows_every_letter_with_whose_words_it_has(admin):
    before = admin.get("/admin/mail-texts/").text
    send(admin)

    after = admin.get("/admin/mail-texts/").text

    titles = re.findall(r'class="task-name">([^<]*)<', before)
    assert titles == ["招待", "催促", "差し戻し", "完了"]
    (fixed,) = re.findall(r"次のメールの文面は変えられません：([^<]*)<", before)
    assert {*titles, *fixed.split("、")} == {kind.label for kind in LetterKind}
    assert before.count("初期文面") == 4
    assert after.count("初期文面") == 3
    assert "第1版 11月24日 12:00" in after


def test_it_begins_with_the_initial_text_and_its_preview(admin):
    page = admin.get(f"{EDIT}?kind=reminder")

    assert f"\n{INITIAL[KIND].body}</textarea>" in page.text.replace("&#34;", '"')
    assert "見本 花子 さん" in look_of(page)
    assert "仮パスワード：MIHN-MIHN-MIHN-MIHN-MIHN" in page.text
    assert "{{シメ" not in look_of(page)


def test_a_preview_keeps_nothing(admin, tools, founded):
    answer = send(admin, preview="1")

    assert answer.status_code == 200
    assert "<strong>株式会社サンプル建設からの催促</strong>" in look_of(answer)
    assert "見本 花子 さん<br>&lt;b&gt;急いで&lt;/b&gt;ください。" in look_of(answer)
    assert "&lt;b&gt;急いで&lt;/b&gt;ください。" in answer.text.partition("<textarea")[2]
    assert now(tools, founded).is_initial


def test_new_words_are_a_version_told_in_the_log_by_its_number(admin, tools, founded):
    answer = send(admin)

    kept = now(tools, founded)
    assert answer.location == f"{EDIT}?kind=reminder"
    assert (kept.number, kept.wording.subject, kept.by) == (
        1,
        "{{会社名}}からの催促",
        "山田 管理者",
    )
    assert kept.wording.body == BODY.strip()
    line = desk.lines(tools, founded.company_id, Action.MAIL_TEXT_CHANGED)[-1]
    assert b'"facts":{"kind":"reminder","language":"ja","number":1}' in line.body
    assert "急いで".encode() not in line.body


def test_every_version_stays_to_be_read(admin):
    for words in ("ひとつめ", "ふたつめ"):
        send(admin, body=f"{words}\n{{{{リンク}}}}")

    older = admin.get(f"{EDIT}?kind=reminder").text.partition('id="versions"')[2]

    assert re.findall(r"<h3>(第\d版)", older) == ["第2版", "第1版"]
    assert "ひとつめ" in older


def test_the_same_words_are_no_version(admin, tools, founded):
    send(admin)
    send(admin)

    assert now(tools, founded).number == 1


def test_back_to_the_initial_text_is_a_version_too(admin, tools, founded):
    send(admin)
    page = admin.get(f"{EDIT}?kind=reminder").text
    assert "初期文面に戻す" in page

    admin.post("/admin/mail-texts/initial", {"kind": "reminder", "number": "1"})

    kept = now(tools, founded)
    assert (kept.number, kept.is_initial, kept.wording) == (2, True, INITIAL[KIND])
    assert "初期文面に戻す" not in admin.get(f"{EDIT}?kind=reminder").text


def test_what_is_wrong_is_said_and_kept_and_not_previewed(admin, tools, founded):
    answer = send(admin, subject="", body="{{shimei}}")

    assert answer.status_code == 422
    assert list(wrong(answer)) == ["subject", "body"]
    assert "{{shimei}}</textarea>" in answer.text
    assert "見本 花子 さん" in look_of(answer)
    assert now(tools, founded).is_initial


@pytest.mark.parametrize("way", ["update", "initial"])
def test_who_comes_second_is_told_and_loses_nothing(admin, tools, founded, way):
    send(admin, body="ほかの人\n{{リンク}}")

    if way == "update":
        second = send(admin, number="0")
        assert (second.status_code, "急いで" in second.text) == (422, True)
    else:
        fields = {"kind": "reminder", "number": "0"}
        second = admin.post("/admin/mail-texts/initial", fields, follow_redirects=True)

    assert "ほかの人が先に変更しました。" in second.text
    assert now(tools, founded).wording.body == "ほかの人\n{{リンク}}"


@pytest.mark.parametrize("kind", ["", "reset", "digest", "nothing", "' OR 1"])
def test_a_letter_of_the_house_leads_back_to_the_list(admin, kind):
    answers = [
        admin.get(EDIT, query_string={"kind": kind}),
        admin.post(EDIT, {"kind": kind, "subject": "x", "body": "x"}),
        admin.post("/admin/mail-texts/initial", {"kind": kind}),
    ]

    assert [one.location for one in answers] == ["/admin/mail-texts/"] * 3


def test_one_company_words_its_own_letters_only(admin, tools, founded, other):
    send(admin)

    assert now(tools, other).is_initial


def test_the_service_asks_for_the_right_itself(tools, founded):
    clerk = desk.account(tools, founded, Right.DATA)
    actor = Actor.staff(founded.company_id, clerk.id, Right.DATA)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        texts.change(uow, KIND, Wording("x", "{{リンク}}"), 0)


def english(admin, body="Hello {{氏名}}\n{{リンク}}", **more):
    fields = {"kind": "reminder", "language": "en", "body": body, "number": "0"}
    return admin.post(EDIT, fields | more)


def test_another_language_has_its_own_page_without_a_subject(admin):
    page = admin.get(f"{EDIT}?kind=reminder&language=en").text

    assert "We have not received your My Number documents yet." in look_of_text(page)
    assert 'name="subject"' not in page
    assert re.findall(r'aria-current="\w+">([^<]+)', page.partition("<main")[2])[:1] == ["English"]
    assert "{{登録日}}" not in page


def look_of_text(text):
    return text.partition('<div class="letter">')[2].partition("</div>")[0]


def test_words_of_a_language_are_kept_for_it_alone(admin, tools, founded):
    answer = english(admin)

    listed = admin.get("/admin/mail-texts/").text
    with tools.read(factories.admin_of(founded)) as uow:
        kept = [texts.load_text(uow, KIND, one).is_initial for one in MailLanguage]
    assert answer.location == f"{EDIT}?kind=reminder&language=en"
    assert kept == [True, True, False]
    assert "（Englishも変更済み）" in listed
    assert "Hello 見本 花子<br>" not in admin.get(f"{EDIT}?kind=reminder").text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("Hello", "{{リンク}}を、その行だけに1回書いてください。"),
        ("No. 1234 5678 9012\n{{リンク}}", "12桁の数字は書けません。"),
        ("https://example.com\n{{リンク}}", "リンクは{{リンク}}だけにしてください。"),
        ("{{登録日}}\n{{リンク}}", "{{登録日}}は使えません。"),
    ],
)
def test_the_guards_are_the_same_in_every_language(admin, body, sentence):
    answer = english(admin, body)

    assert answer.status_code == 422
    assert wrong(answer)["body"].startswith(sentence)


def test_a_language_back_to_its_initial_text(admin, tools, founded):
    english(admin)

    admin.post("/admin/mail-texts/initial", {"kind": "reminder", "language": "en", "number": "1"})

    with tools.read(factories.admin_of(founded)) as uow:
        text = texts.load_text(uow, KIND, MailLanguage.ENGLISH)
    assert (text.number, text.is_initial) == (2, True)


def test_no_such_language_leads_back_to_the_list(admin):
    answer = admin.get(f"{EDIT}?kind=reminder&language=xx")

    assert answer.location == "/admin/mail-texts/"


def test_a_test_is_sent_of_what_is_typed_and_nothing_is_kept(admin, tools, founded):
    answer = send(admin, test="1")

    state = admin.get("/admin/letters/").text
    assert answer.status_code == 200
    assert "admin@example.comにテスト送信しました。" in answer.text
    assert "急いで" in answer.text.partition("<textarea")[2]
    assert now(tools, founded).is_initial
    assert "催促（テスト）" in state


def test_what_cannot_be_kept_is_not_tested_either(admin, tools, founded):
    answer = send(admin, body="リンクなし", test="1")

    assert answer.status_code == 422
    assert desk.lines(tools, founded.company_id, Action.MAIL_TEXT_TESTED) == []
