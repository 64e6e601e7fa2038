"""代行入力 beside others: the employee's own draft, another clerk, giving up, and the end."""

import re

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.drafts import drafts
from mcollector.services.employee import record
from mcollector.services.upkeep import housekeeping
from mcollector.store.proxy_entries import ProxyEntry
from mcollector.store.submissions import Draft
from tests import factories
from tests.factories import BACK, FRONT, PROFILE
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.office.editing.entering import WHY, Clerk
from tests.web.visitor import title

KEY = bytes(range(32))


@pytest.fixture
def clerk(app, tools, founded, other_id):
    """A data user with the second person's form."""
    return Clerk(desk.sign_in(app, tools, founded, Right.DATA), other_id)


def lines(tools, founded, action):
    return desk.lines(tools, founded.company_id, action)


def test_the_employees_own_draft_is_another(app, clerk, tools, founded, other_id):
    own = Actor.person(founded.company_id, other_id)
    with tools.work(own) as uow:
        drafts.save_profile(uow, KEY, PROFILE | {"address": "本人町1"})
    clerk.begin()
    clerk.fill_profile(address="代行町2")

    page = clerk.get(clerk.at("/entry/profile")).text

    assert ("本人町1" in page, "代行町2" in page) == (False, True)
    with tools.read(own) as uow:
        assert drafts.load(uow, KEY).profile["address"] == "本人町1"
    clerk.send_photographs({"card_back": BACK, "card_front": FRONT})
    assert clerk.press_update().location == path_of(other_id)
    assert desk.size(tools, founded.company_id, Draft) == 0


def test_whoever_is_second_is_told_so(clerk, tools, founded, other_id):
    clerk.fill_in()
    factories.submission_in(tools, founded, factories.people_ids(tools, founded).index(other_id))

    answer = clerk.fill_profile()

    assert (answer.status_code, title(answer)) == (
        409,
        "この操作は、今の状態ではできません。",
    )
    assert len(lines(tools, founded, Action.PROXY_ENDED)) == 1
    assert lines(tools, founded, Action.PROXY_ENTERED) == []


def test_another_clerk_has_a_form_of_their_own(app, clerk, tools, founded, admin, other_id):
    clerk.begin()
    clerk.fill_profile(address="代行町2")
    second = Clerk(admin, other_id)

    early = second.get(second.at("/entry/profile"))
    second.begin()

    assert early.status_code == 409
    assert "代行町2" not in second.get(second.at("/entry/profile")).text


def test_given_up_nothing_typed_remains(clerk, tools, founded, other_id):
    clerk.begin()
    clerk.fill_profile(address="代行町2")

    answers = [clerk.send(clerk.at("/entry/end")) for _ in range(2)]

    assert [answer.location for answer in answers] == [path_of(other_id)] * 2
    with tools.read(factories.admin_of(founded)) as uow:
        [row] = uow.scalars(select(ProxyEntry))
        assert (row.content, row.ended_at) == (None, tools.now())
    assert "やめました" in clerk.get(clerk.at()).text
    clerk.begin()
    assert "代行町2" not in clerk.get(clerk.at("/entry/profile")).text


@pytest.mark.parametrize("state", ["submitted", "retired", "offered"])
def test_where_there_is_nothing_to_fill_in_nothing_begins(clerk, tools, founded, state, other_id):
    desk.put(tools, founded, other_id, state=state)

    page, answer = clerk.get(clerk.at("/entry")), clerk.send(clerk.at("/entry"), WHY)

    assert "いまの状態では代行入力できません。" in page.text
    assert answer.status_code == 409


def test_an_entry_nobody_finishes_ends_after_fourteen_days(clerk, tools, founded, clock):
    clerk.begin()
    clerk.fill_profile(address="代行町2")
    scheduler = Actor.system("scheduler", founded.company_id)

    for days, is_open in ((13, True), (1, False)):
        clock.move(days=days)
        with tools.work(scheduler) as uow:
            housekeeping.forget(uow)
        with tools.read(scheduler) as uow:
            [row] = uow.scalars(select(ProxyEntry))
            assert (row.ended_at is None, row.content is not None) == (is_open, is_open)


def test_why_a_clerk_entered_opens_by_a_press_with_a_line(clerk, tools, founded, other_id):
    clerk.begin()
    shown = clerk.get(clerk.at())
    [entry] = re.findall(r'name="entry" value="([^"]+)"', shown.text)

    answer = clerk.send(clerk.at("/entry/read"), {"entry": entry})

    assert (WHY["text"] in shown.text, WHY["text"] in answer.text) == (False, True)
    with tools.read(Actor.person(founded.company_id, other_id)) as uow:
        looks = record.own_record(uow).opened_by
    assert [(look.right, str(look.what)) for look in looks] == [("データ利用者", "代行入力の理由")]


def test_one_persons_reason_is_not_found_under_another(clerk, person_id):
    clerk.begin()
    [entry] = re.findall(r'name="entry" value="([^"]+)"', clerk.get(clerk.at()).text)

    answer = clerk.send(path_of(person_id, "/entry/read"), {"entry": entry})

    assert answer.status_code == 404
