"""Invitations: a stranger's tries void none, and what a void one has opened ends with it."""

import pytest
from sqlalchemy import select

from mcollector.rules.actor import Actor
from mcollector.services.deliveries import slips
from mcollector.services.letters import queue
from mcollector.services.login import one_time_secrets
from mcollector.store.accounts import Account, WebSession
from tests import factories
from tests.entrance.conftest import MAIL, invited, link
from tests.entrance.letters import link_in, secret_of, texts_to
from tests.factories import PASSWORD
from tests.portal.rows import rows
from tests.web.conftest import app, deliver, employee, founded, visitor
from tests.web.visitor import Visitor

__all__ = ["app", "deliver", "employee", "founded", "invited", "link", "visitor"]


@pytest.fixture
def begun(visitor, invited, link):
    """Somebody who has typed the code of their invitation and is to choose a password."""
    assert visitor.log_in(invited, secret_of(link)).location == "/password"
    return visitor


def stages(tools):
    return [row.stage for row in rows(tools, WebSession)]


def test_wrong_logins_and_links_of_strangers_void_no_invitation(app, visitor, invited, link):
    stranger = Visitor(app.test_client())
    for n in range(12):
        stranger.log_in(invited, f"WRONG-{n}")
        stranger.post(f"/first/{invited}/WRONG-{n}", {"password": PASSWORD})

    assert visitor.get(link).status_code == 200
    assert visitor.post(link, {"password": PASSWORD}).location == "/my/"


def test_the_code_of_an_invitation_is_taken_during_the_strangers_pause(app, visitor, invited, link):
    for n in range(12):
        Visitor(app.test_client()).log_in(invited, f"WRONG-{n}")

    assert visitor.log_in(invited, secret_of(link)).location == "/password"


def test_a_newer_slip_ends_the_session_the_older_code_opened(tools, founded, begun):
    person = factories.people_ids(tools, founded)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        slips.print_slips(uow, [person])

    assert stages(tools) == []
    assert begun.get("/password").status_code == 302


def test_a_newer_letter_ends_it_too(app, tools, deliver, clock, begun):
    clock.move(minutes=2)
    Visitor(app.test_client()).post("/reset", {"name": MAIL}, page="/reset")
    deliver()

    assert begun.get("/password").status_code == 302
    assert begun.post(link_in(texts_to(tools, MAIL)[-1]), {"password": PASSWORD}).location == "/my/"


def test_a_session_does_not_outlive_the_secret_it_came_with(app, tools, clock, invited, link):
    late = Visitor(app.test_client())
    clock.move(hours=71, minutes=50)
    late.log_in(invited, secret_of(link))
    token = late.token("/password")
    clock.move(minutes=20)

    answer = late.client.post("/password", data={"password": PASSWORD, "csrf_token": token})

    (account,) = rows(tools, Account, Account.mail == MAIL)
    assert (answer.location, account.password_hash) == ("/login", None)


def test_full_sessions_stay_when_a_secret_is_voided(tools, founded, visitor, employee):
    visitor.log_in(employee)
    with tools.work(factories.admin_of(founded)) as uow:
        queue.void_secrets(uow, uow.first(select(Account).where(Account.user_id == employee)))

    assert stages(tools) == ["full"]


def test_a_secret_used_elsewhere_is_worth_nothing_in_the_session(tools, founded, begun, link):
    other = Visitor(begun.client.application.test_client())
    other.post(link, {"password": PASSWORD})

    assert choose_late(tools, founded) == "expired"
    assert begun.get("/password").status_code == 302


def choose_late(tools, founded):
    """Set a password in a session whose secret is gone, as one that came at the same moment."""
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        account = uow.first(select(Account).where(Account.mail == MAIL))
        row = uow.add(
            WebSession(
                account_id=account.id,
                token_digest=b"0" * 32,
                stage="set_password",
                opened_at=uow.now,
                seen_at=uow.now,
                ends_at=uow.now,
            )
        )
        uow.flush()
        wanted = factories.new_password("another horse battery 8")
        return one_time_secrets.set_password_in_session(uow, row.id, wanted).outcome
