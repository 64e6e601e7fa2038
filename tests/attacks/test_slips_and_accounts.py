"""紙の招待状 for somebody who has a password opens their account: no clerk prints one unseen."""

import pytest

from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Right
from mcollector.services.deliveries import slips
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter, Secret
from tests import factories
from tests.entrance.letters import texts_to
from tests.portal.pages import Page
from tests.portal.rows import rows
from tests.web.conftest import app, deliver, employee, founded, visitor
from tests.web.visitor import Visitor

__all__ = ["app", "deliver", "employee", "founded", "visitor"]

MAIL = "taro0@example.com"
TOLD = "前回のログインのあと、あなたの紙の招待状"


@pytest.fixture
def person_id(tools, founded, employee):
    return factories.people_ids(tools, founded)[0]


def print_as(tools, founded, right, person_id):
    with tools.work(Actor.staff(founded.company_id, founded.account_id, right)) as uow:
        return slips.print_slips(uow, [person_id])[0]


def notes(visitor):
    return [note for note in Page(visitor.get("/my/").text).notes() if note.startswith(TOLD)]


def test_an_upload_clerk_takes_over_no_account(tools, founded, person_id):
    before = rows(tools, Account, Account.mail == MAIL)[0].password_hash

    with pytest.raises(NotAllowed):
        print_as(tools, founded, Right.UPLOAD, person_id)
    with (
        pytest.raises(NotAllowed),
        tools.read(Actor.staff(founded.company_id, founded.account_id, Right.UPLOAD)) as uow,
    ):
        slips.load_recipient(uow, person_id)

    assert [row for row in rows(tools, Secret) if row.account_id is not None] == []
    assert rows(tools, Account, Account.mail == MAIL)[0].password_hash == before


def test_an_administrators_slip_is_told_by_mail(tools, founded, person_id, deliver):
    print_as(tools, founded, Right.ADMIN, person_id)
    deliver()

    assert [text for text in texts_to(tools, MAIL) if "紙の招待状" in text] != []


def test_it_is_told_at_the_next_login_and_once(tools, founded, app, visitor, employee, clock):
    visitor.log_in(employee)
    clock.move(minutes=1)
    print_as(tools, founded, Right.ADMIN, factories.people_ids(tools, founded)[0])
    clock.move(minutes=1)
    again, later = Visitor(app.test_client()), Visitor(app.test_client())

    again.log_in(employee)
    clock.move(minutes=1)
    later.log_in(employee)

    assert (len(notes(again)), notes(later)) == (1, [])


def test_a_first_slip_is_no_news(tools, founded, added_house):
    print_as(tools, founded, Right.UPLOAD, added_house)

    assert [row.kind for row in rows(tools, Letter)] == [LetterKind.INVITATION]
