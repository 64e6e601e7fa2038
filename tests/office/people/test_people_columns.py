"""表示する項目: further columns of the list, remembered with the account and free of statements."""

import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.people import columns as people_columns
from tests import factories
from tests.office import desk

ALL = ["code", "deadline", "reminded", "employment"]
HEADS = ["従業員コード", "締め切り", "最終送信", "雇用状態"]


@pytest.fixture
def two(tools, founded, clock):
    """One person with everything to show, one with nothing."""
    factories.people_in(tools, founded, 2, "p")
    first, second = factories.people_ids(tools, founded)
    desk.put(
        tools,
        founded,
        first,
        employee_code="A-17",
        due_on=date(2026, 12, 2),
        reminded_at=clock.moment,
    )
    desk.put(tools, founded, second, state="retired", due_on=None)


def heads(answer):
    return re.findall(r'<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)', answer.text)[1:]


def extra(answer):
    """Return what the further columns show, a row each, with the words a telephone shows."""
    rows = re.findall(r"<tbody>(.*?)</tbody>", answer.text, re.DOTALL)[0].split("</tr>")[:-1]
    cell = r'<td data-l="([^"]+)"><div class="cell-flow">([^<]*)</div></td>'
    return [[one for one in re.findall(cell, row) if one[0] in HEADS] for row in rows]


def choose(visitor, *columns, **kept):
    return visitor.post("/admin/people/columns", {"column": list(columns), **kept})


def test_nobody_who_has_not_chosen_sees_another_list(admin, two):
    page = admin.get("/admin/people/")

    assert heads(page) == ["メール", "アップロード日", "確認日"]
    assert extra(page) == [[], []]


def test_chosen_columns_stand_after_the_manuals_in_one_order(admin, two):
    choose(admin, *ALL[::-1])

    page = admin.get("/admin/people/?sort=0")

    assert heads(page) == ["メール", "アップロード日", "確認日", *HEADS]
    assert extra(page) == [
        list(zip(HEADS, ["A-17", "2026年12月1日", "11月24日 12:00", "就業中"], strict=True)),
        list(zip(HEADS, ["—", "—", "—", "退職"], strict=True)),
    ]


def test_they_are_kept_for_one_account_and_not_for_others(app, admin, tools, founded, two):
    choose(admin, "code")
    clerk = desk.sign_in(app, tools, founded, Right.UPLOAD)
    again = desk.sign_in(app, tools, founded)

    assert heads(again.get("/admin/people/"))[3:] == ["従業員コード"]
    assert heads(clerk.get("/admin/people/"))[3:] == []
    assert re.findall(r'name="column" value="(\w+)" checked', admin.get("/admin/people/").text) == [
        "code"
    ]


def test_the_same_list_comes_back(admin, two):
    answer = choose(admin, "code", tab="waiting", search="太郎", sort="0", url="//evil.example")

    assert answer.location.split("?")[0] == "/admin/people/"
    assert "tab=waiting" in answer.location
    assert "evil" not in answer.location
    assert len(extra(admin.get(answer.location))) == 1


def test_none_chosen_is_the_list_of_before(admin, tools, founded, two):
    choose(admin, *ALL)
    choose(admin)
    choose(admin)

    assert heads(admin.get("/admin/people/"))[3:] == []
    assert len(desk.lines(tools, founded.company_id, Action.OWN_SETTINGS_CHANGED)) == 2


def test_what_is_no_column_is_not_kept(admin, two):
    choose(admin, "words", "<script>", "code code", "deadline")

    assert heads(admin.get("/admin/people/"))[3:] == ["締め切り"]


def test_a_page_with_them_takes_no_statement_more(admin, tools, two):
    admin.get("/admin/people/")  # the session's use is noted once a minute
    plain = statements(tools, lambda: admin.get("/admin/people/"))
    choose(admin, *ALL)

    more = statements(tools, lambda: admin.get("/admin/people/"))

    assert len(more) == len(plain) > 2


def statements(tools, do):
    seen = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(tools.engine, "before_cursor_execute", note)
    do()
    event.remove(tools.engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize("right", [Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_service_asks_for_the_right_itself(tools, founded, right):
    with (
        tools.work(Actor.staff(founded.company_id, uuid4(), right)) as uow,
        pytest.raises(NotAllowed),
    ):
        people_columns.choose(uow, ALL)
