"""Sessions that end, idle or absolute, while something is typed: nothing typed is lost."""

import pytest

from tests import factories
from tests.entrance.conftest import MAIL
from tests.factories import PASSWORD, PROFILE
from tests.portal.accounts import suspend
from tests.portal.employee import NUMBER, PHOTOGRAPHS, Employee
from tests.portal.pages import Page
from tests.web.visitor import Visitor

LEFT = "ログアウトしました。もう一度ログインしてください。"
KEPT = f"{LEFT}入力した内容は保存されています。"
OUT = "ログアウトしました。"
AGAIN = "内容を確認して、もう一度送信してください"


@pytest.fixture
def worker(app, employee):
    return Employee(app.test_client(), employee).sign_in()


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 302)])
def test_the_portal_is_idle_for_thirty_minutes(worker, clock, minutes, status):
    clock.move(minutes=minutes)

    assert worker.get("/my/").status_code == status


def test_a_session_in_use_ends_after_twelve_hours(worker, clock):
    statuses = []
    for _ in range(37):
        clock.move(minutes=20)
        statuses.append(worker.get("/my/").status_code)

    assert statuses == [200] * 35 + [302] * 2


def test_a_suspended_account_is_out_at_once(worker, tools, founded):
    suspend(tools, founded, MAIL)

    assert worker.get("/my/").status_code == 302


def test_a_page_asked_for_too_late_is_opened_after_the_login(worker, clock):
    clock.move(hours=1)

    asked = worker.get("/my/photos")
    login = Page(worker.get(asked.location).text)
    answer = worker.post(asked.location, {"name": worker.user_id, "password": PASSWORD})

    assert login.notes()[0] == KEPT
    assert answer.location == "/my/photos"


def late_profile(worker, clock, **changed):
    """Send the page of the profile after the session has ended; return the login shown for it."""
    shown = worker.page("/my/profile").values
    clock.move(hours=1)
    return worker.client.post("/my/profile", data={**shown, **PROFILE, **changed})


def log_in_from(worker, answer, password=PASSWORD):
    values = Page(answer.text).values | {"name": worker.user_id, "password": password}
    return worker.client.post("/login", data=values)


def test_what_was_sent_too_late_goes_through_the_login(worker, clock):
    typed = {"address": "髙﨑町\r\n見本ビル & <b>", "given": "𠮷郎"}
    login = late_profile(worker, clock, **typed)

    again = log_in_from(worker, login)
    page = Page(again.text)
    answer = worker.client.post("/my/profile", data=page.values)

    assert (login.status_code, Page(login.text).notes()[0]) == (401, OUT)
    assert (again.status_code, page.heading) == (200, AGAIN)
    assert page.find("form")[-1].attributes["action"] == "/my/profile"
    assert answer.location == "/my/photos"
    kept = worker.page("/my/profile").values
    assert {name: kept[name] for name in typed} == typed


def test_it_survives_a_wrong_password(worker, clock):
    login = late_profile(worker, clock, address="見本町の番地")

    wrong = log_in_from(worker, login, "not the password")
    again = log_in_from(worker, wrong)

    assert wrong.status_code == 401
    assert Page(again.text).values["address"] == "見本町の番地"


def test_a_number_is_not_carried_and_that_is_said(worker, clock):
    shown = worker.page("/my/dependents/0").values
    clock.move(hours=1)
    values = shown | factories.DEPENDENT | {"number": NUMBER}

    login = worker.client.post("/my/dependents/0", data=values)
    again = log_in_from(worker, login)

    assert NUMBER not in login.text + again.text
    page = Page(again.text)
    assert page.values["given"] == factories.DEPENDENT["given"]
    assert page.find("form")[-1].attributes["action"] == "/my/dependents/0"
    assert page.notes()[-1] == (
        "パスワード・番号・写真・ファイルは、次の画面でもう一度入力してください。"
    )


def test_an_id_is_carried_though_it_ends_in_twelve_digits(worker, clock):
    ours = "1f0d1c5e-8a52-7c31-9b04-123456789018"

    login = late_profile(worker, clock, key=ours, note=f"x{ours}")

    again = Page(log_in_from(worker, login).text)
    assert (again.values["key"], again.values.get("note")) == (ours, None)


def test_photographs_sent_too_late_are_not_read_and_that_is_said(worker, clock):
    token = worker.token("/my/photos")
    clock.move(hours=1)
    worker.token = lambda path=None: token

    answer = worker.post_files("/my/photos", PHOTOGRAPHS, {"route": "card"})
    login = Page(worker.get(answer.location).text)

    assert answer.status_code == 302
    assert login.notes()[0] == (
        f"{LEFT}いま送信した内容は受け取っていません。その前に入力した内容は保存されています。"
    )


@pytest.mark.parametrize("planted", ["", "x", "A" * 400, "髙"])
def test_nothing_is_carried_that_we_did_not_seal(worker, planted):
    owner = worker.page("/my/profile").values["form_owner"]
    values = {"name": worker.user_id, "password": PASSWORD, "kept": planted, "kept_for": owner}

    assert worker.post("/login", values).location == "/my/"


def test_a_stranger_is_led_to_the_login_with_nothing_done_and_nothing_kept(visitor, founded):
    answer = visitor.post("/my/profile", {"family": "山田"})

    assert (answer.status_code, answer.location) == (302, "/login")


@pytest.mark.parametrize("token", ["", "wrong"])
def test_an_expired_token_of_the_photographs_keeps_the_choice(worker, token):
    owner = worker.page("/my/photos").values["form_owner"]
    worker.token = lambda path=None: token

    answer = worker.send_photographs(PHOTOGRAPHS, form_owner=owner)

    page = Page(answer.text)
    assert (answer.status_code, page.heading) == (400, "もう一度送信してください")
    assert (page.values["route"], page.values.get("number")) == ("card", None)
    assert NUMBER not in answer.text
    assert worker.client.post("/my/photos", data=page.values).status_code == 422


@pytest.mark.parametrize("path", ["/reset", "/login"])
def test_an_expired_token_at_the_entrance_keeps_the_name(visitor, founded, path):
    answer = visitor.client.post(path, data={"name": "ABCD1234", "password": "x"})

    page = Page(answer.text)
    assert (answer.status_code, page.values["name"]) == (400, "ABCD1234")
    assert "画面の有効期限が切れていました。" in page.text


def test_a_login_in_another_tab_costs_one_more_press_and_nothing_typed(app, worker, employee):
    before = worker.page("/my/profile").values
    tab = Visitor(worker.client)
    tab.post("/login", {"name": employee, "password": PASSWORD}, query_string={"next": ""})

    answer = worker.client.post("/my/profile", data=before | PROFILE)
    page = Page(answer.text)
    again = worker.client.post("/my/profile", data=page.values)

    assert (answer.status_code, {name: page.values[name] for name in PROFILE}) == (400, PROFILE)
    assert again.location == "/my/photos"


@pytest.mark.parametrize("token", ["", "wrong"])
def test_an_expired_token_of_a_link_shows_its_page_and_uses_nothing_up(visitor, link, token):
    answer = visitor.client.post(link, data={"password": PASSWORD, "csrf_token": token})

    assert (answer.status_code, Page(answer.text).heading) == (400, "はじめての設定")
    assert visitor.post(link, {"password": PASSWORD}).location == "/my/"


def test_an_expired_token_of_the_update_can_be_sent_again(worker):
    worker.fill_in()
    shown = worker.page("/my/check").values

    answer = worker.client.post("/my/submit", data=shown | {"csrf_token": "old"})
    again = worker.client.post("/my/submit", data=Page(answer.text).values)

    assert (answer.status_code, again.location) == (400, "/my/done")
