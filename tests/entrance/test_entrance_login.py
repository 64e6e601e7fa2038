"""The login: one refusal for every reason, pauses that grow, and nothing said of who exists."""

import re

import pytest

import app as entry
from mcollector.rules.login.passwords import pause_after
from mcollector.store.accounts import Account
from tests import factories
from tests.entrance.conftest import MAIL
from tests.factories import PASSWORD
from tests.portal.accounts import suspend
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import Visitor

WRONG = "ユーザーIDまたはパスワードが正しくありません。"
USE_THE_ID = "メールに書かれたユーザーIDを使ってください。"


def locked(minutes):
    return (
        f"ログインできる回数を超えました。{minutes}分後に試すか、パスワードを再設定してください。"
    )


def bare(answer):
    """Return status, headers and page without what is new in every answer or was typed.

    The typed name stands in the page again, so the length is compared by the rest of the page.
    """
    text = re.sub(r'(name="(?:csrf_token|name)"[^>]*value=")[^"]*', r"\1", answer.text)
    new = ("Set-Cookie", "Content-Length")
    kept = {name: value for name, value in answer.headers if name not in new}
    return answer.status_code, kept, text


def fail(visitor, name, times):
    return [visitor.log_in(name, "not the password") for _ in range(times)]


@pytest.fixture
def people(app, tools, founded, employee):
    """User IDs by the reason why they are refused; each with a browser of its own."""
    factories.people_in(tools, founded, 3, prefix="other")
    ids = {row.mail: row.user_id for row in rows(tools, Account)}
    suspend(tools, founded, "other0@example.com")
    fail(Visitor(app.test_client()), ids["other1@example.com"], 5)
    return {
        "wrong password": employee,
        "unknown": "0000000A",
        "no user ID at all": "山田 太郎",
        "suspended": ids["other0@example.com"],
        "pausing": ids["other1@example.com"],
        "never invited": ids["other2@example.com"],
    }


def test_every_refusal_is_the_same_answer(app, people):
    answers = {why: fail(Visitor(app.test_client()), name, 1)[0] for why, name in people.items()}

    told = [refused(answer, 401) for answer in answers.values()]
    assert told == [{"name": WRONG}] * len(people)
    assert len({repr(bare(answer)) for answer in answers.values()}) == 1


def test_it_stays_the_same_after_five_and_more_failures(app, people):
    said = {why: fail(Visitor(app.test_client()), name, 7) for why, name in people.items()}

    per_try = [{repr(bare(answers[n])) for answers in said.values()} for n in range(7)]
    assert [len(answers) for answers in per_try] == [1] * 7
    assert [refused(answer, 401)["name"] for answer in said["unknown"]] == [
        *[WRONG] * 4,
        *[locked(1)] * 3,
    ]


def test_what_was_typed_stays_but_the_password(visitor, employee):
    page = Page(visitor.log_in(employee, "not the password").text)

    assert (page.values["name"], page.values["password"]) == (employee, "")


def test_the_right_password_is_refused_alike_during_a_pause(visitor, app, employee, clock):
    fail(visitor, employee, 5)
    elsewhere = Visitor(app.test_client())

    during = elsewhere.log_in(employee)
    clock.move(minutes=1)
    after = elsewhere.log_in(employee)

    assert refused(during, 401) == {"name": WRONG}
    assert after.location == "/my/"


def test_pauses_double_from_one_minute_to_an_hour():
    minutes = [pause_after(n).total_seconds() / 60 for n in (0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 9999)]

    assert minutes == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_each_failure_after_a_pause_begins_a_longer_one(visitor, employee, clock):
    fail(visitor, employee, 5)
    waits = []
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        clock.move(minutes=minutes)
        (answer,) = fail(visitor, employee, 1)
        waits.append(refused(answer, 401)["name"])

    assert waits == [locked(n) for n in (2, 4, 8, 16, 32, 60, 60, 60)]


def test_failures_during_a_pause_do_not_lengthen_it(visitor, employee, clock):
    fail(visitor, employee, 9)
    clock.move(minutes=1)

    assert visitor.log_in(employee).location == "/my/"


def test_a_login_forgets_the_failures(visitor, employee):
    fail(visitor, employee, 4)
    visitor.log_in(employee)

    answers = fail(visitor, employee, 4)

    assert refused(answers[3], 401) == {"name": WRONG}
    assert visitor.log_in(employee).location == "/my/"


def test_a_mail_address_gets_the_hint_whoever_holds_it(app, tools, founded, employee):
    other = factories.company(tools, "株式会社ほかの建設")
    factories.people_in(tools, other, 1)  # the same address once more
    factories.people_in(tools, founded, 1, prefix="once")

    names = (MAIL, "once0@example.com", "nobody@example.com")
    answers = [fail(Visitor(app.test_client()), name, 1)[0] for name in names]

    assert [refused(answer, 401) for answer in answers] == [{"name": WRONG + USE_THE_ID}] * 3
    assert len({repr(bare(answer)) for answer in answers}) == 1


def test_an_address_two_accounts_hold_does_not_log_in_but_the_user_id_does(app, tools, employee):
    before = Visitor(app.test_client()).log_in(MAIL.upper())
    factories.people_in(tools, factories.company(tools, "株式会社ほかの建設"), 1)

    by_mail = Visitor(app.test_client()).log_in(MAIL)
    by_id = Visitor(app.test_client()).log_in(f" {employee.lower()} ")

    assert (before.location, by_mail.status_code, by_id.location) == ("/my/", 401, "/my/")


@pytest.mark.parametrize("door", ["portal", "admin"])
def test_the_other_door_refuses_in_the_same_words(tools, founded, employee, door):
    app = entry.create_app(tools, frozenset({door}))

    at_home = {"portal": employee, "admin": "admin@example.com"}
    answers = {kind: Visitor(app.test_client()).log_in(at_home[kind]) for kind in at_home}

    foreign = answers["admin" if door == "portal" else "portal"]
    assert answers[door].status_code == 302
    assert refused(foreign, 401)["name"].startswith(WRONG)


ODD = ["", " ", "\x00", "\x00" * 8, "é" * 8, "@", "a\x00@b", "x" * 200_000, "I1O0LLll"]


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_an_odd_name_is_a_wrong_one(visitor, founded, name):
    assert refused(visitor.log_in(name), 401)["name"].startswith(WRONG)


@pytest.mark.parametrize("password", ["", "\x00", "あ" * 70_000])
def test_an_odd_password_is_a_wrong_one(visitor, employee, password):
    assert refused(visitor.log_in(employee, password), 401) == {"name": WRONG}


def test_a_login_without_its_fields_is_a_wrong_one(visitor, founded):
    assert refused(visitor.post("/login"), 401) == {"name": WRONG}


@pytest.mark.parametrize("wish", ["//evil.example", "https://evil.example", "static", "\x00", "x"])
def test_no_wish_leads_elsewhere(visitor, employee, wish):
    answer = visitor.log_in(employee, query_string={"next": wish})

    assert answer.location == "/my/"


def test_no_password_is_in_a_log(visitor, employee, caplog):
    caplog.set_level("DEBUG")

    visitor.log_in(employee, "geheimes Wort 77")
    visitor.log_in(employee)

    assert [word for word in ("geheimes", PASSWORD) if word in caplog.text] == []
