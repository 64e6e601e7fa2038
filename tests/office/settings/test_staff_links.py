"""利用権限: a staff account is tied to a person's record, and nobody reviews their own any more."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.deliveries import slips
from mcollector.services.letters import queue
from mcollector.services.rosters import undo
from mcollector.services.rosters.undo import UndoRefused
from mcollector.services.staff import links
from mcollector.services.submissions import handoffs
from mcollector.store.accounts import Account, WebSession
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from tests import factories
from tests.office import desk
from tests.web.visitor import Visitor, title


@pytest.fixture
def clerk(tools, founded):
    """Somebody of the office who reviews, tied to nobody."""
    return desk.account(tools, founded, Right.DATA)


@pytest.fixture
def visitor(app, tools, founded, clerk):
    """The clerk's browser."""
    from_outside = Visitor(app.test_client())
    from_outside.client.set_cookie("mc-office", desk.cookie_of(tools, founded, clerk.id))
    return from_outside


def owner(tools, founded, account_id):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Account, account_id).person_id


def link(admin, person_id, account_id):
    path, chosen = f"/admin/staff/link/{person_id}", {"account": str(account_id)}
    return admin.post(path, chosen, follow_redirects=True)


def unlink(admin, account_id):
    return admin.post(f"/admin/staff/{account_id}/unlink", follow_redirects=True)


def marks(tools, founded, action):
    """Return of whom each line of the action speaks, and of which account."""
    found = desk.lines(tools, founded.company_id, action)
    return [(line.subject_id, line.object_id) for line in found]


def test_from_the_next_request_on_nobody_reviews_edits_or_reveals_themselves(
    admin, tools, founded, clerk, visitor, person_id, other_id
):
    paths = (f"/admin/reviews/{person_id}", f"/admin/people/{person_id}")
    before = [visitor.get(path).status_code for path in paths]

    told = link(admin, person_id, clerk.id)

    assert "結び付けました。この担当者は、この人の本人性確認や編集ができません。" in told.text
    assert before == [200, 200]
    assert [visitor.get(path).status_code for path in paths] == [403, 403]
    named = {"number_of": str(desk.newest(tools, founded, person_id).id)}
    assert visitor.post(f"/admin/reviews/{person_id}/reveal", named).status_code == 403
    assert visitor.get(f"/admin/people/{other_id}").status_code == 200


def test_undone_they_are_a_clerk_like_any_other(admin, tools, founded, clerk, visitor, person_id):
    link(admin, person_id, clerk.id)

    told = unlink(admin, clerk.id)

    assert "結び付きを解除しました。" in told.text
    assert visitor.get(f"/admin/people/{person_id}").status_code == 200
    assert owner(tools, founded, clerk.id) is None


def test_each_way_leaves_a_line_of_the_account_and_one_of_the_person(
    admin, tools, founded, clerk, person_id
):
    for _press in range(2):
        link(admin, person_id, clerk.id)
    for _press in range(2):
        unlink(admin, clerk.id)

    both = [(founded.company_id, clerk.id), (person_id, clerk.id)]
    assert marks(tools, founded, Action.STAFF_LINKED) == both
    assert marks(tools, founded, Action.STAFF_UNLINKED) == both


def test_the_page_names_who_is_tied_and_offers_who_is_not(admin, founded, clerk, person_id):
    path = f"/admin/people/{person_id}"
    offered = re.findall(r'<option value="[^"]+">([^<]+)</option>', admin.get(path).text)
    link(admin, person_id, clerk.id)

    page = admin.get(path).text

    assert offered == ["山田 管理者（組織管理者）", "高橋 担当（データ利用者）"]
    assert re.findall(r'<option value="[^"]+">([^<]+)</option>', page) == offered[:1]
    assert f'action="/admin/staff/{clerk.id}/unlink"' in page
    assert f'href="{path}"' in admin.get(f"/admin/staff/{clerk.id}").text


def test_who_is_tied_to_somebody_else_stays_tied(admin, tools, founded, clerk, person_id, other_id):
    link(admin, other_id, clerk.id)

    told = link(admin, person_id, clerk.id)

    assert "この担当者は、ほかの人の登録と結び付いています。" in told.text
    assert owner(tools, founded, clerk.id) == other_id


def test_who_is_suspended_is_not_tied(admin, tools, founded, clerk, person_id):
    admin.post(f"/admin/staff/{clerk.id}/suspend")

    told = link(admin, person_id, clerk.id)

    assert "利用を停止している担当者は、結び付けられません。" in told.text
    assert owner(tools, founded, clerk.id) is None


def test_who_is_suspended_afterwards_is_shown_and_can_be_undone(admin, clerk, person_id):
    link(admin, person_id, clerk.id)
    admin.post(f"/admin/staff/{clerk.id}/suspend")

    page = admin.get(f"/admin/people/{person_id}").text

    assert "（データ利用者、停止中）" in page
    assert "結び付きを解除しました。" in unlink(admin, clerk.id).text


@pytest.mark.parametrize("whose", ["foreign", "nobody", "member", "nothing"])
def test_an_account_that_is_none_of_the_office_is_refused(
    admin, tools, founded, other, person_id, other_id, whose
):
    with tools.read(factories.admin_of(founded)) as uow:
        member = queue.account_of(uow, other_id).id
    chosen = {"foreign": other.account_id, "nobody": uuid4(), "member": member, "nothing": ""}

    told = link(admin, person_id, chosen[whose])

    assert "担当者を選んでください。一覧にないときは、画面を開き直してください。" in told.text
    assert owner(tools, other, other.account_id) is None
    assert owner(tools, founded, member) == other_id


def test_an_administrator_ties_themselves_and_another_one_undoes_it(
    app, admin, tools, founded, person_id
):
    told = link(admin, person_id, founded.account_id)
    alone = unlink(admin, founded.account_id)
    second = desk.account(tools, founded, Right.ADMIN)
    visitor = Visitor(app.test_client())
    visitor.client.set_cookie("mc-office", desk.cookie_of(tools, founded, second.id))

    undone = unlink(visitor, founded.account_id)

    assert title(told) == "山田 管理者"
    assert "自分の結び付きは解除できません。ほかの組織管理者に依頼してください。" in alone.text
    assert "結び付きを解除しました。" in undone.text
    assert admin.get(f"/admin/people/{person_id}").status_code == 200


@pytest.mark.parametrize("right", [one for one in Right if one is not Right.ADMIN])
def test_the_service_asks_for_the_right_itself(tools, founded, clerk, person_id, right):
    actor = Actor.staff(founded.company_id, uuid4(), right)
    deeds = (
        lambda uow: links.load_links(uow, person_id),
        lambda uow: links.own_record(uow, clerk.id),
        lambda uow: links.link(uow, person_id, clerk.id),
        lambda uow: links.unlink(uow, clerk.id),
    )

    for deed in deeds:
        with tools.work(actor) as uow, pytest.raises(NotAllowed):
            deed(uow)
    assert owner(tools, founded, clerk.id) is None


def test_a_data_user_sees_no_such_part_of_the_page(visitor, other_id):
    assert "結び付ける" not in visitor.get(f"/admin/people/{other_id}").text


def test_letters_to_the_clerk_are_none_of_the_persons(admin, tools, founded, person_id):
    admin.post("/admin/staff/invite", {"name": "兼務", "mail": "x@example.com", "right": "data"})
    with tools.read(factories.admin_of(founded)) as uow:
        both = uow.first(select(Account.id).where(Account.name == "兼務"))
    link(admin, person_id, both)

    admin.post(f"/admin/staff/{both}/again")

    with tools.read(factories.admin_of(founded)) as uow:
        whose = uow.scalars(select(Letter.person_id).where(Letter.account_id == both))
    assert list(whose) == [None, None]


def test_a_slip_is_offered_once_for_who_is_a_clerk_too(admin, tools, founded, other_id):
    desk.put(tools, founded, other_id, mail="", mail_key="")
    admin.post("/admin/staff/invite", {"name": "兼務", "mail": "x@example.com", "right": "data"})
    with tools.read(factories.admin_of(founded)) as uow:
        both = uow.first(select(Account.id).where(Account.name == "兼務"))
    link(admin, other_id, both)

    with tools.read(factories.admin_of(founded)) as uow:
        waiting = slips.find_waiting(uow)

    assert [one.id for one in waiting] == [other_id]


def test_a_link_for_the_telephone_opens_nothing_under_the_clerks_name(
    admin, tools, founded, clerk, other_id
):
    with tools.read(factories.admin_of(founded)) as uow:
        member = queue.account_of(uow, other_id).id
    desk.cookie_of(tools, founded, member)
    with tools.work(Actor.person(founded.company_id, other_id)) as uow:
        session = uow.first(select(WebSession.id).where(WebSession.account_id == member))
        made = handoffs.make_link(uow, session, ["card_back"])
    secret = made.link.rpartition("/")[2]
    link(admin, other_id, clerk.id)

    with tools.read(Actor.visitor(founded.company_id)) as uow:
        words = [handoffs.check_link(uow, one, secret).word for one in (clerk.id, member)]

    assert words == ["unknown", "good"]


def test_a_roster_whose_person_is_a_clerk_is_not_undone(admin, tools, founded, clerk):
    factories.people_in(tools, founded, 1, "new")
    person_id = factories.people_ids(tools, founded)[0]
    with tools.read(factories.admin_of(founded)) as uow:
        roster_id = uow.get(Person, person_id).roster_id
        before = undo.refusal(uow, roster_id)
    link(admin, person_id, clerk.id)

    with tools.work(factories.admin_of(founded)) as uow, pytest.raises(UndoRefused):
        undo.undo(uow, roster_id)

    assert before is None
    assert owner(tools, founded, clerk.id) == person_id
