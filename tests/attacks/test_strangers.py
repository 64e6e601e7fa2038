"""Addresses and unknown names: counted, never a reason to keep anybody out, never kept readable."""

import pytest
from sqlalchemy import select

import app as entry
from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.rules.login.networks import network_of
from mcollector.services.login.strangers import MOST_AN_HOUR
from mcollector.store.accounts import Account, FailureCount
from tests import factories
from tests.office import desk
from tests.portal.accounts import with_password
from tests.portal.rows import rows
from tests.web.conftest import app, employee, founded
from tests.web.visitor import Visitor

__all__ = ["app", "employee", "founded"]

UNKNOWN = "0000000A"


def come_from(app, address="203.0.113.9"):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Visitor(client)


def everything(tools):
    """Return the installation's own counts."""
    query = select(FailureCount.aim, FailureCount.failures).order_by(FailureCount.aim)
    with tools.read(Actor.system("cli")) as uow:
        return uow.rows(query)


def counts(tools, beginning):
    """Return the installation's counts whose aim begins so."""
    return [row.failures for row in everything(tools) if row.aim.startswith(beginning)]


def lines(tools):
    return len(desk.lines(tools, SYSTEM_COMPANY, Action.LOGIN_FAILED))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", ""),
        (None, ""),
    ],
)
def test_an_address_is_one_line_of_the_net(address, network):
    assert network_of(address) == network


def test_an_unknown_name_leaves_a_row_and_a_line_up_to_its_pause(app, tools, founded):
    for _ in range(8):
        come_from(app).log_in(UNKNOWN, "not the password")

    assert counts(tools, "name:") == [5]
    assert lines(tools) == 5


def test_unknown_names_of_one_address_leave_twenty_lines_an_hour(app, tools, founded):
    for n in range(MOST_AN_HOUR + 5):
        come_from(app, f"2001:db8::{n + 1:x}").log_in(f"nobody{n}@example.com", "x")

    assert lines(tools) == MOST_AN_HOUR
    assert counts(tools, "address:") == [MOST_AN_HOUR + 5]
    assert counts(tools, "login:fail:") == [5]


def test_every_door_counts_them(app, tools, founded):
    come_from(app).log_in(UNKNOWN, "x")
    come_from(app).post("/reset", {"name": UNKNOWN}, page="/reset")
    come_from(app).post(f"/first/{UNKNOWN}/WRONG", {"password": "x"})

    assert counts(tools, "address:") == [3]


def test_known_accounts_count_against_no_address(app, tools, employee):
    come_from(app).log_in(employee, "not the password")
    come_from(app).log_in(employee)

    assert counts(tools, "") == []


def office_gets_in(app, tools, founded, size):
    """Let each of an office mistype their ID once and then log in, all from one address."""
    factories.people_in(tools, founded, size)
    for n in range(size):
        with_password(tools, founded, f"taro{n}@example.com")
    found = [row.user_id for row in rows(tools, Account) if row.person_id is not None]
    ways = []
    for user_id in found:
        worker = come_from(app)
        worker.log_in(f"{user_id}@example.com", factories.PASSWORD)
        ways.append(worker.log_in(user_id).location)
    return ways


def test_an_office_behind_one_address_gets_in_after_more_mistakes_than_the_limit(
    app, tools, founded
):
    assert office_gets_in(app, tools, founded, 25) == ["/my/"] * 25


@pytest.mark.wide
def test_three_hundred_behind_one_address_get_in(app, tools, founded):
    assert office_gets_in(app, tools, founded, 300) == ["/my/"] * 300


@pytest.mark.parametrize(("hops", "networks"), [("0", 1), ("1", 3)])
def test_only_a_trusted_proxy_says_where_somebody_comes_from(make_tools, hops, networks):
    tools = make_tools(MCOLLECTOR_TRUSTED_PROXIES=hops)
    app = entry.create_app(tools)
    for n in range(3):
        headers = {"X-Forwarded-For": f"198.51.100.1, 203.0.113.{n}"}
        Visitor(app.test_client()).log_in(f"nobody{n}@example.com", "x", headers=headers)

    assert len(counts(tools, "address:")) == networks


def test_no_name_and_no_address_can_be_read_from_a_row(app, tools, founded):
    come_from(app).log_in("nobody@example.com", "x")

    aims = [row.aim for row in everything(tools)]
    assert len(aims) == 2
    assert [word for word in ("nobody", "203.0", "example") if word in "".join(aims)] == []


def test_what_strangers_left_is_gone_after_a_day(app, tools, founded, clock):
    come_from(app).log_in(UNKNOWN, "x")
    clock.move(days=1)

    timetable.forget(tools)

    assert everything(tools) == []
