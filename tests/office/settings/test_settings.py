"""会社設定: each section alone, with its sentences; of two who change it, none loses anything."""

import re

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.company import settings_page
from mcollector.services.drafts import notices
from mcollector.store.companies import Company
from tests import factories
from tests.office import desk
from tests.office.pages import wrong

CONTACT = {
    "name": "株式会社あたらしい",
    "department": "人事部",
    "phone": "06-0000-0000",
    "hours": "平日 10:00〜17:00",
    "reply_to": "jinji@example.com",
}


def company(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Company, founded.company_id)


def notice(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return notices.current(uow)


def send(admin, section, fields, *, version=None):
    page = admin.get("/admin/settings/").text
    known = {"version": version or re.search(r'name="version" value="(\d+)"', page)[1]}
    return admin.post(f"/admin/settings/{section}", known | fields)


def test_the_contact_is_changed_and_told_by_its_fields(admin, tools, founded):
    answer = send(admin, "contact", CONTACT)

    row = company(tools, founded)
    assert answer.location == "/admin/settings/"
    assert {name: getattr(row, name) for name in CONTACT} == CONTACT
    line = desk.lines(tools, founded.company_id, Action.SETTINGS_CHANGED)[-1]
    assert b'"fields":["name","department","phone","hours","reply_to"]' in line.body
    assert "人事部".encode() not in line.body


def test_everything_wrong_is_said_at_once_and_kept(admin, tools, founded):
    before = company(tools, founded).name

    answer = send(
        admin, "contact", CONTACT | {"name": " ", "reply_to": "nobody", "hours": "x" * 101}
    )

    assert answer.status_code == 422
    assert sorted(wrong(answer)) == ["hours", "name", "reply_to"]
    assert 'value="nobody"' in answer.text
    assert company(tools, founded).name == before


def test_the_days_and_the_papers(admin, tools, founded):
    send(admin, "collecting", {"late_days": "５", "review_days": "14", "card_back_only": "1"})

    row = company(tools, founded)
    assert (row.late_days, row.review_days, row.card_back_only) == (5, 14, True)
    send(admin, "collecting", {"late_days": "5", "review_days": "14"})
    assert company(tools, founded).card_back_only is False


@pytest.mark.parametrize("days", ["", "0", "91", "-1", "3日", "1.5", "9" * 400, "²"])
def test_no_days_are_refused(admin, tools, founded, days):
    answer = send(admin, "collecting", {"late_days": days, "review_days": "3"})

    assert wrong(answer) == {"late_days": "1から90までの数字を入力してください。"}
    assert company(tools, founded).late_days == 3


def test_other_purposes_are_a_new_version(admin, tools, founded):
    answer = send(admin, "purposes", {"purposes": ["tax", "employment"], "number": "1"})

    newest = notice(tools, founded)
    assert answer.status_code == 302
    assert (newest.number, newest.purposes) == (
        2,
        ("給与所得・退職所得の源泉徴収票作成事務", "雇用保険届出事務"),
    )


def test_the_same_purposes_are_no_new_version(admin, tools, founded):
    page = admin.get("/admin/settings/").text
    same = re.findall(r'name="purposes"[^>]*value="(\w+)" checked', page)

    send(admin, "purposes", {"purposes": same, "number": "1"})

    assert notice(tools, founded).number == 1


@pytest.mark.parametrize("codes", [[], ["no purpose"]])
def test_without_a_purpose_nothing_is_published(admin, tools, founded, codes):
    answer = send(admin, "purposes", {"purposes": codes, "number": "1"})

    assert wrong(answer) == {"purposes": "利用目的を1つ以上選択してください。"}
    assert notice(tools, founded).number == 1


@pytest.mark.parametrize(("word", "hour"), [("9", 9), ("0", 0), ("", None), ("24", None)])
def test_the_hour_of_the_digest(admin, tools, founded, word, hour):
    send(admin, "digest", {"digest_hour": word})

    assert company(tools, founded).digest_hour == hour


def test_who_comes_second_is_told_and_may_press_again(admin, tools, founded):
    old = str(company(tools, founded).version)
    send(admin, "contact", CONTACT)

    second = send(admin, "contact", CONTACT | {"phone": "03-1111-1111"}, version=old)

    assert second.status_code == 422
    assert wrong(second) == {
        "phone": (
            "ほかの人が先に「06-0000-0000」に変更しました。"
            "入力した内容でよければ、もう一度「更新」を押してください。"
        )
    }
    assert 'value="03-1111-1111"' in second.text
    send(admin, "contact", CONTACT | {"phone": "03-1111-1111"})
    assert company(tools, founded).phone == "03-1111-1111"


def test_a_version_published_meanwhile_is_told(admin, tools, founded):
    send(admin, "purposes", {"purposes": ["tax"], "number": "1"})

    second = send(admin, "purposes", {"purposes": ["employment"], "number": "1"})

    assert list(wrong(second)) == ["purposes"]
    assert notice(tools, founded).number == 2


def test_the_service_asks_for_the_right_itself(tools, founded):
    clerk = desk.account(tools, founded, Right.DATA)
    actor = Actor.staff(founded.company_id, clerk.id, Right.DATA)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        settings_page.change_contact(uow, CONTACT, 1)
