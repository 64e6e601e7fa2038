"""Slow hashes run between units: nobody who logs in holds a transaction while theirs is made."""

import pytest

from mcollector.rules.actor import Actor
from mcollector.vault import passwords, turns
from mcollector.work import toolbox
from tests.entrance.conftest import invited, link
from tests.entrance.letters import secret_of
from tests.factories import PASSWORD
from tests.web.conftest import admin, app, deliver, employee, founded, visitor

__all__ = ["admin", "app", "deliver", "employee", "founded", "invited", "link", "visitor"]

NEW = "another horse battery staple 8"


@pytest.fixture
def inside(monkeypatch):
    """Whether a unit was open at each hash, in order."""
    found = []

    def watched():
        found.append(toolbox._inside.get())
        return turns.turn()

    monkeypatch.setattr(passwords, "turn", watched)
    return found


def test_a_hash_in_a_unit_is_seen(tools, founded, inside):
    with tools.work(Actor.visitor(founded.company_id)):
        passwords.verify_password(None, "x")

    assert inside == [True]


@pytest.mark.parametrize("name", ["0000000A", "admin@example.com"])
def test_at_the_login(visitor, founded, inside, name):
    visitor.log_in(name, "not the password")
    visitor.log_in(name)

    assert inside == [False, False]


def test_behind_a_link(visitor, link, inside):
    visitor.post(link, {"password": NEW})

    assert inside == [False]


def test_behind_a_wrong_link_of_nobody_it_takes_one_too(visitor, founded, inside):
    visitor.post("/first/0000000A/WRONG", {"password": NEW})

    assert inside == [False]


def test_with_a_temporary_password(visitor, invited, link, inside):
    visitor.log_in(invited, secret_of(link))
    visitor.post("/password", {"password": NEW}, page="/password")

    assert inside == [False, False]


def test_in_ones_own_settings(admin, inside):
    admin.post("/admin/me/password", {"now": PASSWORD, "password": NEW})

    assert inside == [False, False]
