"""One browser, two people: what one typed is neither shown to the other nor sent by them."""

import base64
from urllib.parse import unquote_plus

import pytest

from mcollector.rules.rights import Right
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from tests import factories
from tests.entrance.test_entrance_second_factor import code_at, enrol
from tests.factories import PASSWORD, PROFILE
from tests.portal.accounts import with_password
from tests.portal.employee import Employee
from tests.portal.pages import Page
from tests.portal.rows import rows
from tests.web.conftest import admin, app, deliver, employee, founded, staff, visitor

__all__ = ["admin", "app", "deliver", "employee", "founded", "staff", "visitor"]

ADMIN = "admin@example.com"
TYPED = {"address": "髙﨑町1-2-3", "phone": "09011112222", "given": "𠮷郎"}
ADDED = {"family": "見本", "given": "花子", "mail": "hanako@example.com"}


@pytest.fixture
def mine(app, employee):
    """The browser, with its first person signed in."""
    return Employee(app.test_client(), employee).sign_in()


@pytest.fixture
def other(tools, founded, employee):
    """A second employee: their user ID."""
    factories.people_in(tools, founded, 1, "jiro")
    return with_password(tools, founded, "jiro0@example.com")


@pytest.fixture
def second(staff):
    """A second clerk who may do what the first does: their user ID."""
    return staff(Right.ADMIN)


def log_in(client, user_id, page=None):
    """Sign somebody in at this browser: in another tab, or on the page that kept a form."""
    token = Page(client.get("/login?next=").text).values["csrf_token"]
    carried = Page(page.text).values if page is not None else {}
    kept = {name: carried[name] for name in ("kept", "kept_for") if name in carried}
    values = {"csrf_token": token, "name": user_id, "password": PASSWORD}
    return client.post("/login", data=values | kept)


def names_of(tools, user_id):
    (account,) = rows(tools, Account, Account.user_id == user_id)
    return account.name


def people(tools):
    return {person.mail for person in rows(tools, Person, Person.mail == ADDED["mail"])}


def is_hidden(answer, typed=TYPED):
    """Tell whether nothing typed can be read in the page, as it stands there or decoded."""
    sealed = base64.urlsafe_b64decode(Page(answer.text).values.get("kept", ""))
    seen = f"{answer.text}{unquote_plus(answer.text)}{sealed.decode(errors='replace')}"
    return not any(value in seen for value in typed.values())


def sent_after(client, path, typed, then):
    """Open the page, let something happen, send its form; return the answer."""
    values = Page(client.get(path).text).values | typed
    then()
    return client.post(path, data=values)


def test_a_form_of_the_portal_is_not_offered_to_who_signed_in_since(mine, other, tools):
    answer = sent_after(
        mine.client, "/my/profile", PROFILE | TYPED, lambda: log_in(mine.client, other)
    )

    page = Page(answer.text)
    assert (answer.status_code, page.heading, is_hidden(answer)) == (409, "ログイン", True)
    assert page.notes()[0].startswith(
        f"{names_of(tools, mine.user_id)}さんが入力した内容は、まだ送信されていません。"
    )
    assert [form.attributes["action"] for form in page.find("form")] == ["/login"]


def test_one_press_by_another_stores_nothing_of_it(mine, other):
    answer = sent_after(
        mine.client, "/my/profile", PROFILE | TYPED, lambda: log_in(mine.client, other)
    )

    mine.client.post("/my/profile", data=Page(answer.text).values)
    stored = Page(mine.client.get("/my/profile").text).values

    assert {stored[name] for name in TYPED} & set(TYPED.values()) == set()


def test_whoever_typed_it_is_shown_it_and_sends_it(mine, other):
    answer = sent_after(
        mine.client, "/my/profile", PROFILE | TYPED, lambda: log_in(mine.client, other)
    )

    again = log_in(mine.client, mine.user_id, answer)
    done = mine.client.post("/my/profile", data=Page(again.text).values)

    assert not is_hidden(again)
    assert all(value in Page(again.text).text for value in TYPED.values())
    assert done.location == "/my/photos"
    stored = Page(mine.client.get("/my/profile").text).values
    assert {name: stored[name] for name in TYPED} == TYPED


def test_the_login_after_an_ended_session_hides_it_and_gives_it_to_nobody_else(
    mine, other, clock, tools
):
    login = sent_after(mine.client, "/my/profile", TYPED, lambda: clock.move(hours=1))

    theirs = log_in(mine.client, other, login)

    assert (login.status_code, is_hidden(login)) == (401, True)
    page = Page(theirs.text)
    assert (theirs.status_code, page.heading, is_hidden(theirs)) == (200, "ログイン", True)
    note = page.notes()[0]
    assert names_of(tools, mine.user_id) in note
    assert f"いまは{names_of(tools, other)}さんがログインしています。" in note
    assert mine.client.get("/my/").status_code == 200
    again = log_in(mine.client, mine.user_id, theirs)
    assert Page(again.text).values["address"] == TYPED["address"]


def test_it_waits_for_fifteen_minutes(mine, clock):
    login = sent_after(mine.client, "/my/profile", TYPED, lambda: clock.move(hours=1))

    clock.move(minutes=14, seconds=59)
    in_time = log_in(mine.client, mine.user_id, login)
    clock.move(seconds=1)
    late = log_in(mine.client, mine.user_id, login)

    assert Page(in_time.text).values["address"] == TYPED["address"]
    assert late.location == "/my/"
    assert Page(mine.client.get("/my/").text).notes()[0] == (
        "さきほどの入力は、15分を過ぎたため消えました。もう一度入力してください。"
    )


def test_another_browser_does_not_open_it(app, mine, clock):
    login = sent_after(mine.client, "/my/profile", TYPED, lambda: clock.move(hours=1))

    elsewhere = log_in(app.test_client(), mine.user_id, login)

    assert elsewhere.location == "/my/"


def test_it_does_not_open_under_the_name_of_another(mine, other, clock):
    """Somebody who writes their own account into the field opens nothing."""
    login = sent_after(mine.client, "/my/profile", TYPED, lambda: clock.move(hours=1))
    log_in(mine.client, other)
    own = Page(mine.client.get("/my/profile").text).values["form_owner"]
    values = Page(login.text).values | {"kept_for": own, "name": other, "password": PASSWORD}
    token = Page(mine.client.get("/login?next=").text).values["csrf_token"]

    answer = mine.client.post("/login", data=values | {"csrf_token": token})

    assert answer.location == "/my/"


def test_a_clerks_form_registers_nobody_under_a_colleagues_name(admin, second, tools):
    answer = sent_after(
        admin.client, "/admin/rosters/add", ADDED, lambda: log_in(admin.client, second)
    )
    admin.client.post("/admin/rosters/add", data=Page(answer.text).values)

    assert (answer.status_code, is_hidden(answer, ADDED), people(tools)) == (409, True, set())
    again = log_in(admin.client, ADMIN, answer)
    admin.client.post("/admin/rosters/add", data=Page(again.text).values)
    assert people(tools) == {ADDED["mail"]}


def test_a_button_without_fields_is_not_pressed_by_a_colleague_either(admin, second):
    page = Page(admin.client.get("/admin/settings/").text)
    values = {name: page.values[name] for name in ("csrf_token", "form_owner")}
    log_in(admin.client, second)

    answer = admin.client.post("/admin/settings/digest", data=values)

    forms = [form.attributes["action"] for form in Page(answer.text).find("form")]
    assert (answer.status_code, [one for one in forms if "digest" in one]) == (409, [])


def test_a_late_answer_that_brings_the_old_token_back_does_not_help(admin, second, tools):
    """The cookie of the forms is set by an answer; one of before the login may come after it."""
    values = Page(admin.client.get("/admin/rosters/add").text).values | ADDED
    old = admin.cookie("mc-page")
    log_in(admin.client, second)
    admin.client.set_cookie("mc-page", old.value)

    answer = admin.client.post("/admin/rosters/add", data=values)

    assert (answer.status_code, people(tools)) == (409, set())


def test_it_goes_through_the_second_factor(admin, clock):
    seed, _codes = enrol(admin, clock)
    clock.move(minutes=2)
    login = sent_after(admin.client, "/admin/rosters/add", ADDED, lambda: clock.move(hours=1))

    code = log_in(admin.client, ADMIN, login)
    wrong = admin.client.post("/second-factor", data=Page(code.text).values | {"code": "000000"})
    right = {"code": code_at(seed, clock)}
    again = admin.client.post("/second-factor", data=Page(wrong.text).values | right)

    assert [is_hidden(one, ADDED) for one in (login, code, wrong)] == [True] * 3
    assert Page(again.text).values["mail"] == ADDED["mail"]


def test_a_strangers_form_is_kept_for_nobody(founded, visitor):
    sent = {"name": "見知らぬ人", "mail": "evil@example.com", "right": "admin"}

    answer = visitor.client.post("/admin/staff/invite", data=sent, headers={"Origin": "null"})

    assert (answer.status_code, answer.location) == (302, "/login")
    assert log_in(visitor.client, ADMIN).location == "/admin/"


def test_a_strangers_form_is_offered_to_nobody_who_is_signed_in(admin):
    sent = {"name": "見知らぬ人", "mail": "evil@example.com", "right": "admin"}

    answer = admin.client.post("/admin/staff/invite", data=sent, headers={"Origin": "null"})

    page = Page(answer.text)
    assert (answer.status_code, page.heading) == (400, "送信された内容を受け取れませんでした。")
    assert "evil@example.com" not in answer.text


def test_what_would_be_sent_is_shown_before(admin, clock, founded, tools):
    typed = {"name": "高橋 担当", "mail": "new@example.com", "right": "data"}
    login = sent_after(admin.client, "/admin/staff/invite", typed, lambda: clock.move(hours=1))

    again = Page(log_in(admin.client, ADMIN, login).text)

    shown = [(row.inside[0].text, row.inside[1].text) for row in again.find("div", css="sum-row")]
    assert again.find("h2")[0].text == "担当者の招待"
    assert shown == [
        ("名称・氏名", "高橋 担当"),
        ("メールアドレス", "new@example.com"),
        ("利用権限", "データ利用者"),
    ]
    assert "さんの入力です。" in again.text


def test_a_form_about_somebody_names_them(admin, clock, founded, tools):
    factories.people_in(tools, founded, 1)
    (person,) = rows(tools, Person, Person.mail == "taro0@example.com")
    path = f"/admin/people/{person.id}/refusal"
    login = sent_after(admin.client, path, {"text": "電話"}, lambda: clock.move(hours=1))

    again = Page(log_in(admin.client, ADMIN, login).text)

    assert again.find("h2")[0].text == "提出拒否の経過を記録：山田 太郎0"


def test_the_longest_form_that_is_taken_is_kept_too(mine, clock):
    long = "あ" * ((256 * 1024 - 4096) // 9)
    login = sent_after(mine.client, "/my/profile", {"address": long}, lambda: clock.move(hours=1))

    again = log_in(mine.client, mine.user_id, login)

    assert Page(again.text).values["address"] == long
