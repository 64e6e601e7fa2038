"""Links of letters: each wrong one gets its page, looking uses nothing up, a POST does."""

import pytest

import app as entry
from mcollector.rules.actions import Action
from mcollector.store.audit import AuditLine
from mcollector.store.letters import Letter
from tests.entrance.conftest import MAIL
from tests.entrance.letters import link_in, secret_of, texts_to
from tests.factories import PASSWORD
from tests.portal.accounts import suspend
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import Visitor

USELESS = "このリンクは使えません。"
USED = "このリンクは使用済みです。"
EXPIRED = "このリンクの有効期限が切れました。"
WEAK = "このパスワードはよく使われているため、安全ではありません。"


def words(answer):
    """Return status, heading and the buttons of a link's page."""
    page = Page(answer.text)
    buttons = [node.text.strip() for node in page.find(css="btn")]
    return answer.status_code, page.heading, buttons


def use(visitor, link, password=PASSWORD):
    return visitor.post(link, {"password": password})


def test_the_link_opens_the_page_of_the_password_and_then_the_menu(visitor, link):
    page = Page(visitor.get(link).text)

    answer = use(visitor, link)

    assert page.heading == "はじめての設定"
    assert page.remedy == "山田 太郎0さん、あなたが使うパスワードを決めてください。"
    assert answer.location == "/my/"
    assert visitor.get("/my/").status_code == 200


def test_looking_uses_nothing_up(app, tools, link):
    before = (rows(tools, Letter), len(rows(tools, AuditLine)))
    for method in ("GET", "HEAD", "OPTIONS") * 12:
        app.test_client().open(link, method=method)

    assert (rows(tools, Letter), len(rows(tools, AuditLine))) == before
    assert use(Visitor(app.test_client()), link).location == "/my/"


def test_a_used_link_leads_to_the_login(app, visitor, link):
    use(visitor, link)
    again = Visitor(app.test_client())

    assert words(again.get(link)) == (410, USED, ["ログイン"])
    assert words(use(again, link)) == (410, USED, ["ログイン"])


@pytest.mark.parametrize(("hours", "status"), [(71.9, 200), (72, 410)])
def test_an_invitation_is_good_for_three_days(visitor, clock, link, hours, status):
    clock.move(hours=hours)

    assert visitor.get(link).status_code == status


def test_an_expired_link_offers_a_new_one_to_the_registered_address(
    visitor, tools, deliver, clock, link
):
    clock.move(hours=72)
    seen = visitor.get(link)
    tried = use(visitor, link)
    (form,) = Page(seen.text).find("form", method="post")

    sent = visitor.post(form.attributes["action"])
    deliver()

    assert words(seen) == words(tried) == (410, EXPIRED, ["新しいリンクを送る"])
    assert Page(sent.text).heading == "メールを確認してください"
    newer = link_in(texts_to(tools, MAIL)[-1])
    assert (newer == link, visitor.get(newer).status_code) == (False, 200)


def test_a_wrong_or_cut_link_tells_nothing(visitor, link):
    user_id, secret = link.split("/")[2:]
    other = ("0" if secret[0] != "0" else "1") + secret[1:]
    links = [
        f"/first/{user_id}/{other}",
        f"/first/{user_id}/{secret[:-5]}",
        f"/first/{user_id}/%00%ff",
        f"/first/00000000/{secret}",
        f"/first/%00/{secret}",
        f"/reset/{user_id}x/{secret}",
    ]

    answers = [visitor.get(one) for one in links]

    bodies = {Page(answer.text).text for answer in answers}
    assert [words(answer)[:2] for answer in answers] == [(410, USELESS)] * len(links)
    assert len(bodies) == 1
    assert visitor.get(f"/first/{user_id}").status_code == 404


def test_a_suspended_account_has_no_link(visitor, tools, founded, link):
    suspend(tools, founded, MAIL)

    seen, tried = visitor.get(link), use(visitor, link)

    assert words(seen)[:2] == words(tried)[:2] == (410, USELESS)


@pytest.mark.parametrize("door", ["portal", "admin"])
def test_a_link_opens_at_its_own_door_only(tools, link, door):
    visitor = Visitor(entry.create_app(tools, frozenset({door})).test_client())

    seen, tried = visitor.get(link), use(visitor, link)

    good = door == "portal"
    assert seen.status_code == (200 if good else 410)
    assert tried.status_code == (302 if good else 410)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "パスワードは10文字以上で入力してください。"),
        ("みじかい9", "パスワードは10文字以上で入力してください。"),
        ("password123", WEAK),
        ("taro0@example.com", WEAK),
        ("株式会社サンプル建設", WEAK),
        ("あ" * 129, "パスワードは128文字以内で入力してください。"),
        ("\x00" * 5000, "パスワードは128文字以内で入力してください。"),
    ],
)
def test_a_weak_password_is_refused_and_uses_nothing_up(visitor, link, password, sentence):
    answer = use(visitor, link, password)

    assert refused(answer) == {"password": sentence}
    assert Page(answer.text).values["password"] == ""
    assert use(visitor, link).location == "/my/"


def test_a_form_without_its_fields_is_a_weak_password(visitor, link):
    assert list(refused(visitor.post(link))) == ["password"]


def test_user_id_and_temporary_password_open_one_page_only(visitor, invited, link):
    answer = visitor.log_in(invited, secret_of(link).lower().replace("-", " "))

    places = {path: visitor.get(path).location for path in ("/my/", "/my/photos", "/my/check")}
    assert (answer.location, set(places.values())) == ("/password", {"/password"})
    assert visitor.get("/second-factor").location.startswith("/login")
    weak = visitor.post("/password", {"password": "password123"}, page="/password")
    assert refused(weak) == {"password": WEAK}
    done = visitor.post("/password", {"password": PASSWORD}, page="/password")
    assert (done.location, visitor.get("/my/").status_code) == ("/my/", 200)
    assert words(visitor.get(link))[:2] == (410, USED)


def test_the_page_of_the_password_needs_its_session(visitor, founded):
    assert visitor.get("/password").location.startswith("/login")


def test_a_newer_letter_voids_the_older_link(visitor, tools, deliver, clock, invited, link):
    clock.move(hours=1)
    visitor.post("/reset", {"name": MAIL}, page="/reset")
    deliver()

    newer = link_in(texts_to(tools, MAIL)[-1])

    assert words(visitor.get(link))[:2] == (410, USELESS)
    assert use(visitor, newer).location == "/my/"


def test_asking_twice_within_a_minute_sends_one_letter(visitor, tools, deliver, clock, employee):
    deliver()
    before = len(texts_to(tools, MAIL))
    for _ in range(3):
        visitor.post("/reset", {"name": MAIL}, page="/reset")
    clock.move(minutes=1)
    deliver()

    assert len(texts_to(tools, MAIL)) == before + 1


def test_no_secret_is_in_a_line_or_a_log(visitor, tools, link, caplog):
    caplog.set_level("DEBUG")
    visitor.get(link)
    use(visitor, link, "short")
    use(visitor, link)

    bodies = [row.body for row in rows(tools, AuditLine)]
    secret = secret_of(link)
    assert [body for body in bodies if secret in str(body)] == []
    assert secret not in caplog.text
    assert Action.SECRET_USED.value in {row.action for row in rows(tools, AuditLine)}


def test_the_page_says_whose_it_is_and_whom_to_ask(visitor, link):
    page = Page(visitor.get(link).text)

    assert page.find("p", css="whose")[0].text == (
        "株式会社サンプル建設のマイナンバー提出ページです。"
    )
    assert page.find("a", css="phone")[0].text == "03-0000-0000"


def test_a_refusal_has_easy_words_below_it(visitor, link):
    page = Page(use(visitor, link, "short").text)

    assert [node.text for node in page.find("p", css="easy")] == ["10文字より 長く してください。"]
