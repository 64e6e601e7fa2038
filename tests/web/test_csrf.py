"""Forged requests: the table of what passes, and that nothing typed is lost."""

import pytest

from mcollector.web import form_again
from tests.factories import PASSWORD
from tests.web.visitor import Form, Visitor, title

OWN = "http://localhost"
EXPIRED = "画面の有効期限が切れていました。内容を確認して、もう一度押してください。"

TABLE = [
    ({}, 302),
    ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, 302),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
    ({"Sec-Fetch-Site": "none"}, 302),
    ({"Origin": OWN}, 302),
    ({"Origin": "null"}, 302),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, 403),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
    ({"Origin": "https://localhost"}, 403),
    ({"Origin": "http://localhost:8001"}, 403),
    ({"Origin": "http://localhost.evil.example"}, 403),
]


@pytest.mark.parametrize(("sent", "status"), TABLE)
def test_a_right_token_passes_only_from_our_own_pages(visitor, founded, sent, status):
    answer = visitor.log_in("admin@example.com", headers=sent)

    assert answer.status_code == status


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEyMyI.aaaa.bbbb"])
def test_without_the_token_nothing_is_done_and_the_name_stays(visitor, founded, token):
    values = {"name": "admin@example.com", "password": PASSWORD}
    visitor.token()

    answer = visitor.client.post(
        "/login", data=values if token is None else {**values, "csrf_token": token}
    )

    assert (answer.status_code, title(answer)) == (400, "ログイン")
    assert EXPIRED in answer.text
    assert Form(answer.text).values["name"] == "admin@example.com"
    assert PASSWORD not in answer.text
    assert visitor.cookie("mc-office") is None


def test_the_page_shown_again_has_a_token_that_passes(visitor, founded):
    values = {"name": "admin@example.com", "password": PASSWORD}
    shown = visitor.client.post("/login", data=values)

    answer = visitor.client.post("/login", data={**Form(shown.text).values, **values})

    assert (answer.status_code, answer.location) == (302, "/admin/")


def test_the_token_of_another_browser_does_not_pass(app, founded):
    theirs = Visitor(app.test_client()).token()
    mine = Visitor(app.test_client())
    mine.token()

    answer = mine.client.post(
        "/login", data={"csrf_token": theirs, "name": "admin@example.com", "password": PASSWORD}
    )

    assert answer.status_code == 400


def test_a_login_makes_older_tokens_worthless(visitor, founded):
    before = visitor.token()
    visitor.log_in("admin@example.com")

    answer = visitor.client.post("/logout", data={"csrf_token": before})

    assert answer.status_code == 400
    assert visitor.get("/admin/").status_code == 200


@pytest.fixture
def shown(app, founded, employee):
    """An employee's browser, with the fields of their page."""
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)
    return visitor, Form(visitor.get("/my/profile").text).values


def test_any_other_page_asks_to_press_once_more_with_what_was_typed(shown):
    visitor, values = shown
    typed = {
        "family": "髙﨑",
        "given": "𠮷男",
        "memo": "１２３４-５６７８-９０１２",
        "password": "x",
        "typed_own": "1234-5678",
    }
    sent = {"form_owner": values["form_owner"], **typed}

    answer = visitor.client.post("/my/profile?step=2", data=sent)

    assert (answer.status_code, title(answer)) == (400, "もう一度送信してください")
    again = Form(answer.text).values
    assert {name: again.get(name) for name in typed} == {
        "family": "髙﨑",
        "given": "𠮷男",
        "memo": None,
        "password": None,
        "typed_own": None,
    }
    assert 'action="/my/profile?step=2"' in answer.text
    assert "もう一度入力してください" in answer.text


def test_the_page_that_asks_again_says_nothing_of_losses_when_all_is_there(shown):
    visitor, values = shown
    sent = {"family": "山田", "csrf_token": "old", "form_owner": values["form_owner"]}

    answer = visitor.client.post("/my/profile", data=sent)

    assert "もう一度送信" in answer.text
    assert "もう一度入力してください" not in answer.text


@pytest.mark.parametrize("owner", [None, "", "x", "WyJhIiwiYiJd.aaaa"])
def test_a_form_that_does_not_say_whose_it_is_is_shown_to_nobody(shown, owner):
    visitor, _values = shown
    sent = {"family": "髙﨑"} if owner is None else {"family": "髙﨑", "form_owner": owner}

    answer = visitor.client.post("/my/profile", data=sent)

    assert (answer.status_code, "髙﨑" in answer.text) == (400, False)


def test_every_form_says_whose_page_it_stands_on(shown):
    visitor, _values = shown
    for path in ("/my/", "/my/profile", "/my/photos", "/my/check"):
        page = visitor.get(path).text
        assert page.count('method="post"') == page.count('name="form_owner"')


def test_every_form_of_the_entrance_carries_a_token(visitor, founded):
    for path in ("/login", "/reset"):
        page = visitor.get(path).text
        assert page.count("<form") == page.count(f'name="{form_again.TOKEN}"')


def test_a_get_is_never_refused_for_where_it_came_from(visitor, founded):
    answer = visitor.get("/login", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200
