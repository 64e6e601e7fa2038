"""Sessions: cookies by their flags, one a door, and none that outlives its end."""

from http.cookies import SimpleCookie
from uuid import UUID

import pytest

import app as entry
from mcollector.rules.rights import Right
from tests import factories
from tests.factories import PASSWORD
from tests.web.visitor import Form, Visitor

BASE = "https://my.example.com"


def cookies_of(answer):
    """Return the cookies an answer sets, by name."""
    found = SimpleCookie()
    for header in answer.headers.getlist("Set-Cookie"):
        found.load(header)
    return found


def flags(cookie):
    return {name: cookie[name] for name in ("httponly", "samesite", "path", "secure", "domain")}


LOOPBACK = {"httponly": True, "samesite": "Strict", "path": "/", "secure": "", "domain": ""}


def test_the_offices_cookie_on_loopback(visitor, founded):
    cookies = cookies_of(visitor.log_in("admin@example.com"))

    assert flags(cookies["mc-office"]) == LOOPBACK
    assert cookies["mc-office"]["max-age"] == ""
    company, token = cookies["mc-office"].value.split(".")
    assert (UUID(hex=company), len(token)) == (founded.company_id, 43)


def test_the_employees_cookie_on_loopback(visitor, founded, employee):
    cookies = cookies_of(visitor.log_in(employee))

    assert ("mc-office" in cookies, flags(cookies["mc-portal"])) == (False, LOOPBACK)


def test_the_cookie_of_forms(visitor, founded):
    assert flags(cookies_of(visitor.get("/login"))["mc-page"]) == LOOPBACK


def test_outside_every_cookie_is_secure_and_bound_to_the_host(make_tools):
    tools = make_tools(MCOLLECTOR_BASE_URL=BASE)
    factories.company(tools, mail="admin@example.com")
    client = entry.create_app(tools).test_client()
    page = client.get("/login", base_url=BASE)
    values = {**Form(page.text).values, "name": "admin@example.com", "password": PASSWORD}

    answer = client.post("/login", data=values, base_url=BASE)

    cookies = {**cookies_of(page), **cookies_of(answer)}
    assert set(cookies) == {"__Host-mc-page", "__Host-mc-office", "__Host-mc-known"}
    for cookie in cookies.values():
        assert flags(cookie) == {**LOOPBACK, "secure": True}


def test_a_login_gives_a_token_of_its_own(app, founded):
    values = set()
    for _ in range(3):
        visitor = Visitor(app.test_client())
        visitor.log_in("admin@example.com")
        values.add(visitor.cookie("mc-office").value)

    assert len(values) == 3


@pytest.mark.parametrize(
    "value",
    ["", ".", "x.y", "0" * 32 + ".token", "{company}.", "{company}.wrong", "{other}.{token}"],
)
def test_a_made_up_cookie_opens_nothing(admin, founded, value):
    company, token = admin.cookie("mc-office").value.split(".")
    made_up = value.format(company=company, token=token, other="1" * 32)
    admin.client.set_cookie("mc-office", made_up)

    assert admin.get("/admin/").status_code == 302


def test_the_cookie_of_one_door_opens_nothing_at_the_other(app, founded, employee):
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)
    visitor.client.set_cookie("mc-office", visitor.cookie("mc-portal").value)

    assert visitor.get("/admin/").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 302)])
def test_the_office_is_idle_for_fifteen_minutes(admin, clock, minutes, status):
    clock.move(minutes=minutes)

    assert admin.get("/admin/").status_code == status


def test_a_session_in_use_ends_after_eight_hours(admin, clock):
    statuses = []
    for _ in range(49):
        clock.move(minutes=10)
        statuses.append(admin.get("/admin/").status_code)

    assert statuses == [200] * 47 + [302] * 2


def test_after_the_end_the_login_says_why(admin, clock):
    clock.move(hours=1)

    page = admin.get("/admin/", follow_redirects=True)

    assert "ログアウトしました。もう一度ログインしてください。" in page.text


def test_a_browser_may_be_at_both_doors_and_logs_out_of_both(app, founded, employee):
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)
    visitor.log_in("admin@example.com")
    stolen = [visitor.cookie(name).value for name in ("mc-portal", "mc-office")]
    assert [visitor.get(path).status_code for path in ("/my/", "/admin/")] == [200, 200]

    answer = visitor.post("/logout", page="/admin/")

    assert (answer.location, answer.headers["Clear-Site-Data"]) == ("/login", '"cache", "storage"')
    assert [visitor.cookie(name) for name in ("mc-portal", "mc-office")] == [None, None]
    visitor.client.set_cookie("mc-portal", stolen[0])
    visitor.client.set_cookie("mc-office", stolen[1])
    assert [visitor.get(path).status_code for path in ("/my/", "/admin/")] == [302, 302]


def test_a_get_does_not_log_out(admin):
    assert admin.get("/logout").status_code == 405
    assert admin.get("/admin/").status_code == 200


def test_the_draft_survives_a_logout(app, founded, employee):
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)
    visitor.client.set_cookie("mc-draft", "kept")

    visitor.post("/logout", page="/login")

    assert visitor.cookie("mc-draft").value == "kept"


def test_a_stray_remember_cookie_changes_nothing(admin, founded):
    admin.client.set_cookie("remember_token", f"{founded.account_id}|abcdef")

    assert admin.get("/admin/").status_code == 200


def test_a_right_taken_away_counts_at_the_next_request(app, tools, founded, staff):
    from sqlalchemy import select

    from mcollector.rules.actions import Action
    from mcollector.store.accounts import Account
    from tests import factories

    user_id = staff(Right.UPLOAD)
    visitor = Visitor(app.test_client())
    visitor.log_in(user_id)
    before = visitor.get("/admin/people/").status_code
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.first(select(Account).where(Account.user_id == user_id))
        account.right = Right.AUDITOR
        uow.record(Action.STAFF_ADDED, row=account)

    assert (before, visitor.get("/admin/people/").status_code) == (200, 403)
