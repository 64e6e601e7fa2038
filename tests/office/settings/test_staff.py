"""管理者・権限: somebody comes into the office, changes, leaves; an administrator stays."""

import re

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import OFFICE, Right
from mcollector.services.login import second_factor
from mcollector.services.staff import accounts, rights
from mcollector.services.staff.rights import LastAdministrator
from mcollector.store.accounts import Account, AccountState, RecoveryCode
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk
from tests.office.pages import wrong

NEW = {"name": "山本 新", "mail": "new@example.com", "right": "data"}


def row(tools, founded, account_id):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Account, account_id)


def members(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return accounts.members(uow)


def kinds(tools, founded, account_id):
    """Return the kinds of the letters queued to the account."""
    with tools.read(factories.admin_of(founded)) as uow:
        from_rows = uow.scalars(select(Letter.kind).where(Letter.account_id == account_id))
        return sorted(kind.value for kind in from_rows)


@pytest.fixture
def clerk(tools, founded):
    """Somebody of the office with the right to review."""
    return desk.account(tools, founded, Right.DATA)


@pytest.fixture
def enrolled(tools, founded, clerk):
    """The clerk with a second factor and its recovery codes."""
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, clerk.id)
        uow.seal(account, "seed", b"a seed")
        account.seed_confirmed = True
        uow.add(RecoveryCode(account_id=account.id, digest=b"d" * 32))
        uow.record(Action.SECOND_FACTOR_ADDED, row=account)
    return clerk


def test_somebody_invited_gets_a_letter_and_stands_in_the_list(admin, tools, founded):
    answer = admin.post("/admin/staff/invite", NEW)

    added = next(one for one in members(tools, founded) if one.mail == "new@example.com")
    assert answer.location == "/admin/staff/"
    assert (added.name, added.right, added.is_invited) == ("山本 新", Right.DATA, True)
    assert kinds(tools, founded, added.id) == ["staff_invitation"]


def test_everything_wrong_is_said_at_once_and_kept(admin, tools, founded):
    answer = admin.post(
        "/admin/staff/invite", {"name": " ", "mail": "no address", "right": "member"}
    )

    assert answer.status_code == 422
    assert sorted(wrong(answer)) == ["mail", "name", "right"]
    assert 'value="no address"' in answer.text
    assert len(members(tools, founded)) == 1


@pytest.mark.parametrize("mail", ["admin@example.com", "ADMIN@example.com"])
def test_nobody_is_in_the_office_twice(admin, mail):
    answer = admin.post("/admin/staff/invite", NEW | {"mail": mail})

    assert "このメールアドレスの担当者は、もう登録されています。" in answer.text


def test_an_invitation_is_sent_again_only_to_who_has_no_password(admin, tools, founded, clerk):
    admin.post("/admin/staff/invite", NEW)
    added = next(one for one in members(tools, founded) if one.mail == "new@example.com")

    admin.post(f"/admin/staff/{added.id}/again")
    admin.post(f"/admin/staff/{clerk.id}/again")

    assert kinds(tools, founded, added.id) == ["staff_invitation"] * 2
    assert kinds(tools, founded, clerk.id) == []


def test_another_right_is_given_and_told(admin, tools, founded, clerk):
    admin.post(f"/admin/staff/{clerk.id}/right", {"right": "auditor"})

    assert row(tools, founded, clerk.id).right is Right.AUDITOR
    line = desk.lines(tools, founded.company_id, Action.STAFF_CHANGED)[0]
    assert b'"before":"data"' in line.body


@pytest.mark.parametrize("right", ["member", "", "no right"])
def test_no_right_of_the_office_is_refused(admin, tools, founded, clerk, right):
    admin.post(f"/admin/staff/{clerk.id}/right", {"right": right})

    assert row(tools, founded, clerk.id).right is Right.DATA


def test_somebody_suspended_is_out_and_comes_back(app, admin, tools, founded):
    visitor = desk.sign_in(app, tools, founded, Right.DATA)
    clerk = next(one for one in members(tools, founded) if one.right is Right.DATA)
    assert visitor.get("/admin/people/").status_code == 200

    admin.post(f"/admin/staff/{clerk.id}/suspend")

    assert visitor.get("/admin/people/").status_code == 302
    assert row(tools, founded, clerk.id).state is AccountState.SUSPENDED
    admin.post(f"/admin/staff/{clerk.id}/resume")
    assert row(tools, founded, clerk.id).state is AccountState.ACTIVE
    assert visitor.get("/admin/people/").status_code == 302


@pytest.mark.parametrize(("way", "fields"), [("suspend", {}), ("right", {"right": "data"})])
def test_the_last_administrator_stays(admin, tools, founded, way, fields):
    answer = admin.post(f"/admin/staff/{founded.account_id}/{way}", fields)
    page = admin.get(answer.location)

    assert "組織管理者が1人もいなくなるため、変更しませんでした。" in page.text
    mine = row(tools, founded, founded.account_id)
    assert (mine.right, mine.state) == (Right.ADMIN, AccountState.ACTIVE)


def test_one_who_is_only_invited_does_not_count_as_an_administrator(admin, tools, founded):
    admin.post("/admin/staff/invite", NEW | {"right": "admin"})

    with pytest.raises(LastAdministrator), tools.work(factories.admin_of(founded)) as uow:
        rights.suspend(uow, founded.account_id)


def test_with_a_second_administrator_the_first_may_go(admin, tools, founded):
    desk.account(tools, founded, Right.ADMIN)

    admin.post(f"/admin/staff/{founded.account_id}/suspend")

    assert row(tools, founded, founded.account_id).state is AccountState.SUSPENDED
    assert admin.get("/admin/").status_code == 302


def test_a_lost_factor_is_taken_away_and_its_owner_is_told(admin, tools, founded, enrolled):
    admin.post(f"/admin/staff/{enrolled.id}/factor")

    mine = row(tools, founded, enrolled.id)
    assert (mine.seed, mine.seed_confirmed) == (None, False)
    assert desk.size(tools, founded.company_id, RecoveryCode) == 0
    assert kinds(tools, founded, enrolled.id) == ["factor_removed"]
    with tools.work(factories.admin_of(founded)) as uow:
        assert second_factor.begin(uow, enrolled.id).seed != "a seed"


def test_nobody_takes_their_own_factor_away(tools, founded):
    with pytest.raises(NotAllowed), tools.work(factories.admin_of(founded)) as uow:
        rights.remove_factor(uow, founded.account_id)


def test_an_employees_account_is_none_of_the_office(admin, tools, founded, person_id):
    with tools.read(factories.admin_of(founded)) as uow:
        employee = uow.first(select(Account.id).where(Account.person_id == person_id))

    answers = [admin.post(f"/admin/staff/{employee}/{way}") for way in ("suspend", "factor")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_table_says_what_each_right_covers(admin):
    page = admin.get("/admin/staff/").text

    table = page[page.index("利用権限でできること</caption>") :]
    heads = re.findall(r'<th scope="col">([^<]*)</th>', table)
    assert heads[1:] == [right.label for right in OFFICE]
    reveal = re.search(r"マイナンバーの表示</th>(.*?)</tr>", table, re.DOTALL)[1]
    assert re.findall(r'class="hid">([^<]*)<', reveal) == [
        "できます",
        "できます",
        "できません",
        "できません",
        "できません",
    ]
