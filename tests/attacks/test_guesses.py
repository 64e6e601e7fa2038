"""Guesses at the entrance: counted over all sessions, and a stranger's never against the owner."""

import re

import pyotp
import pytest

from mcollector.rules.actions import Action
from mcollector.store.accounts import WebSession
from tests import factories
from tests.office import desk
from tests.portal.rows import rows
from tests.web.conftest import admin, app, deliver, employee, founded, visitor
from tests.web.visitor import Visitor

__all__ = ["admin", "app", "deliver", "employee", "founded", "visitor"]

ADMIN = "admin@example.com"


@pytest.fixture
def seed(admin, clock):
    """The seed of the administrator's app; `admin` is the browser that has been in before."""
    shown = admin.post("/second-factor/new", page="/second-factor/new")
    found = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text).group(1)
    admin.post(
        "/second-factor/new/confirm",
        {"code": pyotp.TOTP(found).at(clock())},
        page="/second-factor/new",
    )
    clock.move(minutes=2)
    return found


@pytest.fixture
def stranger(app, seed, clock):
    """Make a browser that nobody knows, past the password."""

    def come():
        clock.move(seconds=1)
        visitor = Visitor(app.test_client())
        visitor.log_in(ADMIN)
        return visitor

    return come


def send(visitor, code):
    return visitor.post("/second-factor", {"code": code}, page="/second-factor")


def verified(tools, founded):
    return len(desk.lines(tools, founded.company_id, Action.SECOND_FACTOR_FAILED))


def guess(visitor, times):
    """Send so many wrong codes, or as many as the browser's session is let."""
    for _ in range(times):
        if visitor.get("/second-factor").status_code == 200:
            send(visitor, "000000")


def pending(tools):
    return [row for row in rows(tools, WebSession) if row.stage == "second_factor"]


def return_home(admin):
    """Come back to the second factor in the browser that has been in before."""
    admin.client.delete_cookie("mc-office")
    return admin.log_in(ADMIN)


def test_sessions_opened_beforehand_share_one_count(tools, founded, stranger):
    waiting = [stranger() for _ in range(3)]

    for one in waiting:
        guess(one, 4)

    assert verified(tools, founded) == 5


def test_ten_guesses_an_hour_are_verified_from_known_and_unknown_browsers_together(
    tools, founded, admin, stranger
):
    waiting = [stranger() for _ in range(3)]
    return_home(admin)

    for one in (*waiting, admin, *(stranger() for _ in range(3))):
        guess(one, 12)

    assert verified(tools, founded) == 10


def test_the_right_code_is_not_taken_in_the_pause(seed, stranger, clock):
    first, second = stranger(), stranger()
    guess(first, 5)

    during = send(second, pyotp.TOTP(seed).at(clock()))
    clock.move(minutes=61)
    later = stranger()
    after = send(later, pyotp.TOTP(seed).at(clock()))

    assert (during.location, after.location) == ("/login", "/admin/")


def test_one_guess_an_hour_is_left_after_the_pause(tools, founded, stranger, clock):
    guess(stranger(), 5)
    for _ in range(3):
        clock.move(minutes=61)
        for one in (stranger(), stranger()):
            guess(one, 3)

    assert verified(tools, founded) == 8


def test_strangers_who_know_the_password_do_not_keep_a_known_device_out(
    seed, admin, stranger, clock
):
    return_home(admin)
    for _ in range(4):
        guess(stranger(), 3)

    assert send(admin, pyotp.TOTP(seed).at(clock())).location == "/admin/"


def test_three_sessions_wait_for_a_code_and_the_oldest_ends(tools, seed, admin, stranger):
    return_home(admin)
    waiting = [stranger() for _ in range(5)]

    pages = [one.get("/second-factor").status_code for one in waiting]

    assert pages == [302, 302, 200, 200, 200]
    assert admin.get("/second-factor").status_code == 200
    assert len(pending(tools)) == 4


def test_a_known_device_has_one_place(tools, seed, admin):
    for _ in range(3):
        return_home(admin)

    assert len(pending(tools)) == 1


def test_a_stranger_with_the_cookie_of_another_account_is_a_stranger(
    tools, founded, app, seed, employee, clock
):
    mate = Visitor(app.test_client())
    mate.log_in(employee)
    mate.log_in(ADMIN, query_string={"next": ""})
    guess(mate, 5)

    other = Visitor(app.test_client())
    other.log_in(ADMIN)

    assert send(other, pyotp.TOTP(seed).at(clock())).location == "/login"


def test_wrong_passwords_of_strangers_do_not_keep_a_known_device_out(app, employee, visitor, clock):
    visitor.log_in(employee)
    visitor.post("/logout", page="/my/")
    for _ in range(6):
        Visitor(app.test_client()).log_in(employee, "not the password")
        clock.move(minutes=30)
    Visitor(app.test_client()).log_in(employee, "not the password")

    elsewhere = Visitor(app.test_client()).log_in(employee)

    assert elsewhere.status_code == 401
    assert visitor.log_in(employee).location == "/my/"


def test_wrong_passwords_of_strangers_do_not_reach_into_an_open_session(app, admin, founded):
    for _ in range(6):
        Visitor(app.test_client()).log_in(ADMIN, "not the password")

    answer = admin.post(
        "/admin/me/password",
        {"now": factories.PASSWORD, "password": "another horse battery staple 8"},
    )

    assert answer.location == "/admin/me/"


def test_a_known_device_has_its_own_pause(employee, visitor, clock):
    visitor.log_in(employee)
    visitor.post("/logout", page="/my/")
    for _ in range(5):
        visitor.log_in(employee, "not the password")

    during = visitor.log_in(employee)
    clock.move(minutes=1)

    assert (during.status_code, visitor.log_in(employee).location) == (401, "/my/")


def test_a_pause_is_forgotten_in_a_day(app, tools, founded, employee, clock):
    for _ in range(9):
        Visitor(app.test_client()).log_in(employee, "not the password")
        clock.move(hours=1)
    clock.move(hours=23)

    fresh = [Visitor(app.test_client()) for _ in range(5)]
    for one in fresh[:4]:
        one.log_in(employee, "not the password")

    assert fresh[4].log_in(employee).location == "/my/"
