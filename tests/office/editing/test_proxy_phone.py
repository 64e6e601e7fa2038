"""代行入力: photographs from the clerk's telephone, received as the clerk's."""

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.store.accounts import Account, AccountState
from tests import factories
from tests.factories import BACK, FRONT
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.office.editing.entering import Clerk
from tests.portal.handoff.handing_over import Telephone, link_of
from tests.portal.pages import Page
from tests.web.visitor import title

OVER = "この画面は終わりました。"


@pytest.fixture
def clerk(app, tools, founded, other_id):
    """A data user with the second person's form, everything filled in but the photographs."""
    clerk = Clerk(desk.sign_in(app, tools, founded, Right.DATA), other_id)
    clerk.begin()
    clerk.fill_profile()
    clerk.send_photographs(choose="1")
    return clerk


@pytest.fixture
def telephone(app, clerk):
    telephone = Telephone(app.test_client())
    answer = clerk.send_photographs(phone="1")
    assert title(answer) == "スマホで続ける"
    telephone.scan(link_of(Page(answer.text)))
    return telephone


def received(tools, founded):
    return desk.lines(tools, founded.company_id, Action.DOCUMENT_RECEIVED)


def test_what_the_telephone_sends_is_the_clerks(clerk, telephone, tools, founded):
    answer = telephone.send_from_phone({"card_back": BACK, "card_front": FRONT})

    assert answer.location == "/my/phone"
    [begun] = desk.lines(tools, founded.company_id, Action.PROXY_BEGUN)
    assert [line.actor for line in received(tools, founded)[-2:]] == [begun.actor] * 2
    assert clerk.press_update().location == path_of(clerk.person_id)
    assert telephone.get("/my/phone").status_code == 410


def test_a_clerk_suspended_meanwhile_sends_nothing(clerk, telephone, tools, founded):
    telephone.page_token = telephone.token("/my/phone")
    before = len(received(tools, founded))
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.first(select(Account).where(Account.right == Right.DATA))
        account.state = AccountState.SUSPENDED
        uow.record(Action.STAFF_SUSPENDED, row=account)

    answer = telephone.send_from_older_page({"card_back": BACK})

    assert answer.status_code == 410
    assert OVER in answer.text
    assert len(received(tools, founded)) == before


def test_given_up_the_telephone_is_over(clerk, telephone, tools, founded):
    telephone.page_token = telephone.token("/my/phone")
    before = len(received(tools, founded))
    clerk.send(clerk.at("/entry/end"))

    answer = telephone.send_from_older_page({"card_back": BACK})

    assert answer.status_code == 410
    assert len(received(tools, founded)) == before
