"""会社設定, section 催促: the plan of automatic reminders."""

import re

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import FormRefused, NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.company import settings_page
from mcollector.store.companies import Company
from tests import factories
from tests.office import desk
from tests.office.pages import wrong

PLAN = {"remind_hour": "9", "remind_days": "14，1　5", "remind_most": "２"}


def send(admin, fields, *, version=None):
    page = admin.get("/admin/settings/").text
    known = {"version": version or re.search(r'name="version" value="(\d+)"', page)[1]}
    return admin.post("/admin/settings/reminding", known | fields)


def plan(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        row = uow.get(Company, founded.company_id)
        return row.remind_hour, row.remind_days, row.remind_most


def test_nobody_is_reminded_until_the_company_wishes_it(admin, tools, founded):
    page = admin.get("/admin/settings/").text

    assert plan(tools, founded) == (None, "1、5、12", 3)
    assert re.search(r'<option value="" selected>送らない', page.partition('id="remind_hour"')[2])


def test_the_plan_is_set_and_told_by_its_fields(admin, tools, founded):
    answer = send(admin, PLAN)

    assert answer.location == "/admin/settings/"
    assert plan(tools, founded) == (9, "1、5、14", 2)
    line = desk.lines(tools, founded.company_id, Action.SETTINGS_CHANGED)[-1]
    assert b'"fields":["remind_hour","remind_most","remind_days"]' in line.body
    page = admin.get("/admin/settings/").text
    assert '<option value="9" selected>9時から' in page
    assert 'value="1、5、14"' in page


def test_switched_off_the_days_stay(admin, tools, founded):
    send(admin, PLAN)

    send(admin, PLAN | {"remind_hour": ""})

    assert plan(tools, founded) == (None, "1、5、14", 2)


def test_everything_wrong_is_said_at_once_and_kept(admin, tools, founded):
    answer = send(admin, {"remind_hour": "9", "remind_days": "1、0", "remind_most": "11"})

    assert answer.status_code == 422
    assert wrong(answer) == {
        "remind_days": (
            "1から90までの日数を、10個まで「、」で区切って入力してください。例：1、5、12"
        ),
        "remind_most": "1から10までの数字を入力してください。",
    }
    assert 'value="1、0"' in answer.text
    assert '<option value="9" selected>9時から' in answer.text
    assert plan(tools, founded) == (None, "1、5、12", 3)


@pytest.mark.parametrize("hour", ["7", "20", "0", "x", "-1"])
def test_no_hour_of_the_night_can_be_chosen(admin, tools, founded, hour):
    send(admin, PLAN | {"remind_hour": hour})

    assert plan(tools, founded)[0] is None


@pytest.mark.parametrize("hour", [7, 20, 24, -1])
def test_the_service_refuses_the_night_as_well(tools, founded, hour):
    with (
        pytest.raises(FormRefused) as refused,
        tools.work(factories.admin_of(founded)) as uow,
    ):
        settings_page.change_reminding(uow, hour, "1", "1", version=1)

    assert list(refused.value.fields) == ["remind_hour"]


def test_who_comes_second_is_told_in_the_words_of_the_form(admin, tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        old = str(uow.get(Company, founded.company_id).version)
    send(admin, PLAN | {"remind_hour": ""})

    second = send(admin, PLAN | {"remind_days": "3"}, version=old)

    again = "入力した内容でよければ、もう一度「更新」を押してください。"
    assert wrong(second) == {
        "remind_hour": f"ほかの人が先に「送らない」に変更しました。{again}",
        "remind_days": f"ほかの人が先に「1、5、14」に変更しました。{again}",
    }


def test_the_service_asks_for_the_right_itself(tools, founded):
    clerk = desk.account(tools, founded, Right.DATA)
    actor = Actor.staff(founded.company_id, clerk.id, Right.DATA)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        settings_page.change_reminding(uow, 9, "1", "1", version=1)
