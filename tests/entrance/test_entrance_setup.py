"""The set-up link: everything wrong is named and kept, the code is typed back, once is once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

import app as entry
from mcollector.rules.actor import Actor
from mcollector.services.company import setup
from mcollector.store.companies import Company
from mcollector.store.letters import Secret
from tests.portal.pages import Page, refused
from tests.portal.rows import places, rows
from tests.web.visitor import Visitor, title

PASSWORD = "あおい海の上で9羽のかもめ"
COMPANY = {
    "name": "株式会社髙﨑組",
    "department": "総務部",
    "phone": "03-0000-0000",
    "hours": "平日 9:00〜18:00",
    "reply_to": "soumu@example.com",
    "admin_name": "𠮷田 管理者",
    "admin_mail": "admin@example.com",
    "purposes": ["tax", "employment"],
}
USELESS = "このリンクは使えません。"
WRONG_CODE = "回復コードが違います。書き留めたコードを確認して、もう一度入力してください。"
SIGNS = "使えない文字が含まれています。入力し直してください。"
MAIL = "のメールアドレスが正しくありません。「@」の後ろを確認してください。"


def start(tools):
    """Do what every start does while there is no company: a link, and older ones are void."""
    with tools.work(Actor.system("cli")) as uow:
        return f"/setup/{setup.issue_link(uow)}"


@pytest.fixture
def link(tools):
    return start(tools)


def begin(visitor, link, **changed):
    values = {**COMPANY, "password": PASSWORD, **changed}
    return visitor.post(link, values, page=link)


def code_of(answer):
    return Page(answer.text).find("code")[0].text


def finish(visitor, link, code):
    return visitor.post(f"{link}/code", {"code": code}, page=link)


def test_a_company_is_founded_with_the_code_typed_back(visitor, tools, link):
    code = code_of(begin(visitor, link))

    answer = finish(visitor, link, code.lower().replace("-", " "))

    assert Page(answer.text).heading == "会社を登録しました"
    (company,) = rows(tools, Company)
    assert (company.name, visitor.get("/admin/").status_code) == ("株式会社髙﨑組", 200)


WRONG = [
    ({"name": ""}, {"name": "会社の名称を入力してください。"}),
    ({"name": "あ" * 201}, {"name": "200文字以内で入力してください。"}),
    ({"name": "見本\x00"}, {"name": SIGNS}),
    ({"department": " "}, {"department": "担当部署を入力してください。"}),
    ({"phone": ""}, {"phone": "電話番号を入力してください。"}),
    ({"hours": ""}, {"hours": "受付時間を入力してください。"}),
    ({"reply_to": "soumu"}, {"reply_to": f"返信先{MAIL}"}),
    ({"admin_name": ""}, {"admin_name": "管理者の氏名を入力してください。"}),
    ({"admin_mail": "admin@localhost"}, {"admin_mail": f"管理者{MAIL}"}),
    ({"admin_mail": "a\x00b@example.com"}, {"admin_mail": f"管理者{MAIL}"}),
    ({"password": "みじかい9文字です"}, {"password": "パスワードは12文字以上で入力してください。"}),
    (
        {"password": "株式会社髙﨑組20261124"},
        {"password": "このパスワードはよく使われているため、安全ではありません。"},
    ),
]


@pytest.mark.parametrize(("changed", "wrong"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_field_is_named_and_the_rest_stays(visitor, link, changed, wrong):
    answer = begin(visitor, link, **changed)

    page = Page(answer.text)
    typed = {**COMPANY, **changed, "password": ""}
    assert refused(answer) == wrong
    assert page.values["password"] == ""
    assert {name: page.values[name] for name in typed if name != "purposes"} == {
        name: value for name, value in typed.items() if name != "purposes"
    }
    boxes = page.find("input", name="purposes")
    ticked = [box.attributes["value"] for box in boxes if "checked" in box.attributes]
    assert ticked == COMPANY["purposes"]


def test_everything_missing_is_named_at_once(visitor, link):
    answer = visitor.post(link, page=link)

    names = ["name", "department", "phone", "hours", "reply_to", "purposes", "admin_name"]
    assert list(refused(answer)) == [*names, "admin_mail", "password"]
    assert refused(answer)["purposes"] == "利用目的を1つ以上選択してください。"


@pytest.mark.parametrize("code", ["", "wrong", "\x00", "０" * 70_000])
def test_a_code_typed_wrong_is_named_and_can_be_typed_again(visitor, tools, link, code):
    shown = code_of(begin(visitor, link))

    answer = finish(visitor, link, code)

    assert refused(answer) == {"code": WRONG_CODE}
    assert rows(tools, Company) == []
    assert Page(finish(visitor, link, shown).text).heading == "会社を登録しました"


def test_starting_over_shows_another_code_and_the_older_one_is_wrong(visitor, link):
    older = code_of(begin(visitor, link))
    newer = code_of(begin(visitor, link))

    assert refused(finish(visitor, link, older)) == {"code": WRONG_CODE}
    assert Page(finish(visitor, link, newer).text).heading == "会社を登録しました"


def test_a_used_link_is_used(app, visitor, tools, link):
    code = code_of(begin(visitor, link))
    finish(visitor, link, code)
    again = Visitor(app.test_client())

    answers = [
        again.get(link),
        again.post(link, {**COMPANY, "password": PASSWORD}),
        again.post(f"{link}/code", {"code": code}),
    ]

    assert [(answer.status_code, title(answer)) for answer in answers] == [(410, USELESS)] * 3
    assert len(rows(tools, Company)) == 1


def test_a_restart_in_between_voids_the_link_and_says_what_to_do(visitor, tools, link):
    code = code_of(begin(visitor, link))
    newer = start(tools)

    answer = visitor.post(f"{link}/code", {"code": code})

    page = Page(answer.text)
    assert (answer.status_code, page.heading) == (410, USELESS)
    assert page.remedy == "サーバーを起動し直すと、新しいリンクが表示されます。"
    assert Page(finish(visitor, newer, code_of(begin(visitor, newer))).text).heading == (
        "会社を登録しました"
    )


@pytest.mark.parametrize("secret", ["x", "0000-0000-0000-0000-0000", "%00", "%ff%fe"])
def test_a_wrong_link_opens_nothing(visitor, founded, secret):
    path = f"/setup/{secret}"

    answers = [
        visitor.get(path),
        visitor.post(path, {**COMPANY, "password": PASSWORD}),
        visitor.post(f"{path}/code", {"code": "x"}),
    ]

    assert [(answer.status_code, title(answer)) for answer in answers] == [(410, USELESS)] * 3


def test_a_code_before_the_form_is_told_to_begin(visitor, link):
    answer = finish(visitor, link, "x")

    assert (answer.status_code, title(answer)) == (410, "会社の情報を先に入力してください。")


def test_an_old_link_has_ended(visitor, clock, link):
    clock.move(hours=72)

    assert visitor.get(link).status_code == 410


@pytest.mark.both
def test_two_clicks_found_one_company(app, visitor, tools, link):
    code = code_of(begin(visitor, link))
    token = visitor.token(link)
    browsers, together = [app.test_client() for _ in range(4)], Barrier(4)
    for browser in browsers:
        browser.set_cookie("mc-page", visitor.cookie("mc-page").value)

    def press(browser):
        together.wait()
        return browser.post(f"{link}/code", data={"csrf_token": token, "code": code}).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(press, browsers))

    assert statuses == [200, 410, 410, 410]
    assert len(rows(tools, Company)) == 1


def test_a_failure_while_founding_leaves_the_link_good(tools, link):
    """The disk is full at the last step, then it is not."""
    full = []

    def reach(milestone):
        if milestone == "unit:before-commit" and full and not full.pop():
            raise OSError

    visitor = Visitor(entry.create_app(replace(tools, reach=reach)).test_client())
    code = code_of(begin(visitor, link))
    full.extend([False, True])  # the second unit of the request fails

    answer = finish(visitor, link, code)

    assert (answer.status_code, title(answer)) == (503, "保存できませんでした。")
    assert rows(tools, Company) == []
    assert Page(finish(visitor, link, code).text).heading == "会社を登録しました"


def test_the_link_is_no_portals(tools, link):
    visitor = Visitor(entry.create_app(tools, frozenset({"portal"})).test_client())

    assert visitor.get(link).status_code == 404


def test_what_was_typed_is_sealed_and_the_secret_is_nowhere(visitor, tools, link, caplog):
    caplog.set_level("DEBUG")
    code, secret = code_of(begin(visitor, link)), link.rsplit("/", 1)[1]

    found = {**places(tools), "log": caplog.text.encode()}
    for word in ("株式会社髙﨑組", code, secret, PASSWORD):
        assert [place for place, content in found.items() if word.encode() in content] == []
    assert [row.used_at for row in rows(tools, Secret) if row.content is not None] == [None]
