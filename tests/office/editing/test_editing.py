"""ユーザーの編集: one person's fields, checked, taken over, never lost to another clerk."""

from datetime import date
from uuid import uuid4

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.editing import person
from mcollector.services.letters import queue
from tests import factories
from tests.office import desk, pages
from tests.office.editing.editing_page import conflict, fields, form_of, path_of, save
from tests.web.visitor import title


def row(tools, founded, person_id):
    found = desk.person(tools, founded, person_id)
    return (found.family, found.given, found.reading, found.employee_code, found.due_on)


def test_the_fields_are_taken_over_with_a_line(admin, tools, founded, other_id):
    typed = {"family": "髙橋", "reading": "タカハシ ハナ", "code": "A-1", "deadline_day": "30"}

    answer = save(admin, other_id, **typed)

    assert (answer.status_code, answer.location) == (302, path_of(other_id))
    assert row(tools, founded, other_id) == (
        "髙橋",
        "太郎1",
        "たかはし はな",
        "A-1",
        date(2026, 12, 1),
    )
    [line] = desk.lines(tools, founded.company_id, Action.PERSON_EDITED)
    assert line.subject_id == other_id
    assert b'"fields":["code","deadline","family","reading"]' in line.body
    assert "髙橋".encode() not in line.body
    with tools.read(factories.admin_of(founded)) as uow:
        assert queue.account_of(uow, other_id).name == "髙橋 太郎1"
    assert "髙橋 太郎1" in admin.get("/admin/people/?search=髙橋").text


def test_nothing_changed_leaves_no_line(admin, tools, founded, other_id):
    assert save(admin, other_id).status_code == 302
    assert desk.lines(tools, founded.company_id, Action.PERSON_EDITED) == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (
            {"deadline_day": "23"},
            {"deadline": "今日から1年以内の日付を入力してください。例：2026年12月1日"},
        ),
        (
            {"deadline_month": "13"},
            {"deadline": "今日から1年以内の日付を入力してください。例：2026年12月1日"},
        ),
        ({"family": "", "given": ""}, {"family": "姓を入力してください。"}),
        ({"reading": "高橋"}, {"reading": "ひらがなで入力してください。"}),
        ({"code": "社員1"}, {"code": "半角の英字と数字で、12文字以内で入力してください。"}),
        ({"code": "123456789012"}, {"code": "12桁の数字は書けません。番号を消してください。"}),
        (
            {"given": "１２３４ 5678-9012"},
            {"given": "12桁の数字は書けません。番号を消してください。"},
        ),
        ({"mail": "x"}, {"mail": "メールアドレスに「@」がありません。"}),
        (
            {"mail": "x", "reading": "高橋"},
            {
                "reading": "ひらがなで入力してください。",
                "mail": "メールアドレスに「@」がありません。",
            },
        ),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    admin, tools, founded, other_id, typed, wrong
):
    before = row(tools, founded, other_id)
    opened = admin.get(path_of(other_id))

    answer = save(admin, other_id, opened, middle="アン", **typed)

    assert (answer.status_code, pages.wrong(answer)) == (422, wrong)
    shown = {name: "" if "12桁" in wrong.get(name, "") else typed[name] for name in typed}
    assert fields(form_of(answer)) == {**fields(form_of(opened)), "middle": "アン", **shown}
    assert row(tools, founded, other_id) == before


def test_a_deadline_that_has_passed_may_stay(app, tools, founded, other_id, clock):
    clock.move(days=9)

    answer = save(desk.sign_in(app, tools, founded), other_id, code="B2")

    assert answer.status_code == 302
    assert row(tools, founded, other_id)[3:] == ("B2", date(2026, 11, 27))


def test_a_new_address_is_told_to_both_and_taken_from_others_by_a_tick(
    admin, tools, founded, person_id, other_id
):
    refused = save(admin, other_id, mail="taro0@example.com", code="C3")
    taken = save(admin, other_id, refused, shared="1")

    assert refused.status_code == 422
    assert list(pages.wrong(refused)) == ["mail"]
    assert taken.status_code == 302
    found = desk.person(tools, founded, other_id)
    assert (found.mail, found.employee_code) == ("taro0@example.com", "C3")
    assert len(desk.lines(tools, founded.company_id, Action.ADDRESS_CHANGED)) == 1


def test_a_data_user_corrects_the_address_too(app, tools, founded, other_id):
    clerk = desk.sign_in(app, tools, founded, Right.DATA)

    answer = save(clerk, other_id, mail="new@example.com")

    assert answer.status_code == 302
    assert desk.person(tools, founded, other_id).mail == "new@example.com"


def test_two_clerks_on_one_person_lose_nothing(app, admin, tools, founded, other_id):
    second = desk.sign_in(app, tools, founded, Right.DATA)
    opened = second.get(path_of(other_id))
    save(admin, other_id, given="一郎", code="A1")

    overtaken = save(second, other_id, opened, given="二郎", reading="やまだ じろう")
    again = save(second, other_id, overtaken)

    assert (overtaken.status_code, again.status_code) == (409, 302)
    assert conflict(overtaken) == [
        ("名", "一郎", "二郎"),
        ("ひらがな", "なし", "やまだ じろう"),
        ("従業員コード", "A1", "なし"),
    ]
    seen = fields(form_of(overtaken))
    assert (seen["given"], seen["reading"], seen["code"]) == ("二郎", "やまだ じろう", "A1")
    assert row(tools, founded, other_id)[1:4] == ("二郎", "やまだ じろう", "A1")


def test_the_same_change_twice_is_no_conflict(app, admin, tools, founded, other_id):
    second = desk.sign_in(app, tools, founded, Right.DATA)
    opened = second.get(path_of(other_id))
    save(admin, other_id, given="一郎")

    assert save(second, other_id, opened, given="一郎").status_code == 302


def test_a_submitted_name_does_not_change_here(admin, tools, founded, person_id):
    opened = admin.get(path_of(person_id))

    answer = save(admin, person_id, opened, family="髙橋")

    assert "family" not in fields(form_of(opened))
    assert list(pages.wrong(answer)) == ["family"]
    assert form_of(answer)["family"] == "髙橋"
    assert desk.person(tools, founded, person_id).family == "山田"


def test_a_name_submitted_meanwhile_is_said_to_be(admin, tools, founded, other_id):
    opened = admin.get(path_of(other_id))
    desk.put(tools, founded, other_id, family="本人", state="submitted")

    answer = save(admin, other_id, opened, family="髙橋")

    assert answer.status_code == 409
    assert ("姓", "本人", "髙橋") in conflict(answer)


def test_nobody_edits_their_own_record_at_the_office(app, tools, founded, other_id):
    clerk = desk.sign_in(app, tools, founded, Right.DATA, person_id=other_id)

    answers = [clerk.get(path_of(other_id)), save(clerk, other_id, family="x")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "自分自身の登録内容" in title(answers[0])


@pytest.mark.parametrize("right", [Right.UPLOAD, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_service_asks_for_the_right_itself(tools, founded, other_id, right):
    actor = Actor.staff(founded.company_id, uuid4(), right)

    for deed in (person.get_page, lambda uow, one: person.update(uow, one, {}, {})):
        with tools.work(actor) as uow, pytest.raises(NotAllowed):
            deed(uow, other_id)
