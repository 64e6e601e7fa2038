"""ユーザー一覧: what is done with several ticked people, and whom it leaves out."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk

STATES = {
    1: "submitted",
    2: "verified",
    3: "refused",
    4: "retired",
    5: "offered",
    8: "returned",
}


@pytest.fixture
def ids(tools, founded, clock):
    """Ten people: two who owe us papers, one of each other kind, and three who get no mail."""
    factories.people_in(tools, founded, 10, "p")
    ids = factories.people_ids(tools, founded)
    for place, state in STATES.items():
        desk.put(tools, founded, ids[place], state=state)
    desk.put(tools, founded, ids[6], mail="", mail_key="")
    desk.put(tools, founded, ids[7], bounced=True)
    desk.put(tools, founded, ids[9], reminded_at=clock.moment)
    return ids


def ask(admin, action, ids):
    return admin.post("/admin/people/action/", {"action": action, "rowid": [str(i) for i in ids]})


def do(admin, action, ids, **fields):
    rowid = [str(i) for i in ids]
    return admin.post(
        f"/admin/people/bulk/{action}", {"rowid": rowid, **fields}, follow_redirects=True
    )


def left_out(answer):
    return dict(
        re.findall(
            r'<th scope="row"[^>]*>([^<]+)</th><td[^>]*><div class="cell-flow">([^<]+)<',
            answer.text,
        )
    )


def reminders_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        kinds = (LetterKind.REMINDER, LetterKind.RETURN)
        query = select(Letter.person_id, Letter.kind).where(Letter.kind.in_(kinds))
        return {row.person_id: row.kind for row in uow.rows(query)}


def test_before_the_reminders_go_the_page_says_to_whom_and_why_not(admin, tools, founded, ids):
    answer = ask(admin, "remind", ids)

    assert "10名中2名に送信します。（8名は除外）" in answer.text
    assert re.findall(r"<li>(山田 太郎\d)</li>", answer.text) == ["山田 太郎0", "山田 太郎8"] or (
        sorted(re.findall(r"<li>(山田 太郎\d)</li>", answer.text)) == ["山田 太郎0", "山田 太郎8"]
    )
    assert left_out(answer) == {
        "山田 太郎1": "提出済みで、会社の確認を待っています",
        "山田 太郎2": "確認済みです",
        "山田 太郎3": "提出拒否です",
        "山田 太郎4": "退職しています",
        "山田 太郎5": "内定です",
        "山田 太郎6": "メールアドレスがありません",
        "山田 太郎7": "メールが届いていません（不達）",
        "山田 太郎9": "24時間以内に催促メールを送信しています",
    }
    assert reminders_of(tools, founded) == {}


def test_the_reminders_go_to_whom_the_page_named_whatever_was_posted(admin, tools, founded, ids):
    answer = do(admin, "remind", ids)

    assert "2名に催促メールを送信しました。8名は除外しました。" in answer.text
    assert reminders_of(tools, founded) == {
        ids[0]: LetterKind.REMINDER,
        ids[8]: LetterKind.RETURN,
    }
    again = do(admin, "remind", ids)
    assert "0名に催促メールを送信しました。10名は除外しました。" in again.text
    assert len(reminders_of(tools, founded)) == 2


def test_each_reminder_leaves_a_line_of_its_person(admin, tools, founded, ids):
    do(admin, "remind", ids)

    lines = desk.lines(tools, founded.company_id, Action.LETTER_QUEUED)
    assert {line.subject_id for line in lines if line.object_id in ids} == {ids[0], ids[8]}


def test_a_new_deadline_is_the_last_white_day(admin, tools, founded, ids):
    day = {"deadline_year": "2026", "deadline_month": "12", "deadline_day": "1"}
    asked = ask(admin, "deadline", ids)
    answer = do(admin, "deadline", ids, **day)

    assert "10名中5名の締め切りを変更します。（5名は除外）" in asked.text
    assert "5名の締め切りを変更しました。5名は除外しました。" in answer.text
    due = {n: desk.person(tools, founded, i).due_on for n, i in enumerate(ids)}
    assert {n for n, on in due.items() if on == date(2026, 12, 2)} == {0, 6, 7, 8, 9}
    assert len(desk.lines(tools, founded.company_id, Action.DEADLINE_CHANGED)) == 5


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (("2026", "11", "23"), "締め切りは、今日より後の日付にしてください。"),
        (("2026", "2", "30"), "日付を正しく入力してください。"),
        (("", "", ""), "日付を正しく入力してください。"),
        (("x", "１２", "1"), "日付を正しく入力してください。"),
    ],
)
def test_a_deadline_in_the_past_or_of_no_day_is_asked_again(
    admin, tools, founded, ids, day, sentence
):
    before = [desk.person(tools, founded, i).due_on for i in ids]
    fields = dict(zip(("deadline_year", "deadline_month", "deadline_day"), day, strict=True))

    answer = do(admin, "deadline", ids, **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert (
        f'name="deadline_day" type="text" inputmode="numeric" autocomplete="off" value="{day[2]}"'
        in answer.text
    )
    assert answer.text.count('name="rowid"') == 5
    assert [desk.person(tools, founded, i).due_on for i in ids] == before


def test_today_is_no_past(admin, tools, founded, ids):
    today = {"deadline_year": "2026", "deadline_month": "11", "deadline_day": "24"}

    do(admin, "deadline", ids[:1], **today)

    assert desk.person(tools, founded, ids[0]).due_on == date(2026, 11, 25)


def test_somebody_retired_is_white_and_gets_no_letter_any_more(admin, tools, founded, ids):
    asked = ask(admin, "retire", [ids[0], ids[2], ids[4]])
    answer = do(admin, "retire", [ids[0], ids[2], ids[4]])

    assert "3名中2名を退職にします。（1名は除外）" in asked.text
    assert "2名を退職にしました。1名は除外しました。" in answer.text
    rows = [desk.person(tools, founded, i) for i in (ids[0], ids[2], ids[4])]
    assert [row.state for row in rows] == [PersonState.RETIRED] * 3
    assert rows[0].due_on is None
    with tools.read(factories.admin_of(founded)) as uow:
        letters = uow.scalars(select(Letter.state).where(Letter.person_id == ids[0]))
    assert list(letters) == [LetterState.VOID]
    moved = desk.lines(tools, founded.company_id, Action.PERSON_MOVED)
    assert {line.subject_id for line in moved} == {ids[0], ids[2]}


def test_nobody_retires_themselves(app, tools, founded, ids):
    clerk = desk.sign_in(app, tools, founded, Right.ADMIN, person_id=ids[0])

    asked = ask(clerk, "retire", [ids[0], ids[8]])
    do(clerk, "retire", [ids[0]])

    assert left_out(asked) == {"山田 太郎0": "自分自身の登録です"}
    assert desk.person(tools, founded, ids[0]).state is PersonState.INVITED_NOT_SENT


@pytest.mark.parametrize("action", ["remind", "deadline", "retire"])
def test_people_of_another_company_are_nobody(admin, tools, founded, other, ids, action):
    foreign = factories.people_ids(tools, other)
    before = desk.stored(tools, other)

    asked = admin.post(
        "/admin/people/action/", {"action": action, "rowid": [str(i) for i in foreign]}
    )
    do(admin, action, foreign, deadline_year="2027", deadline_month="1", deadline_day="1")

    assert asked.location == "/admin/people/"
    assert desk.stored(tools, other) == before
    assert desk.person(tools, other, foreign[0]).state is PersonState.SUBMITTED


def test_nobody_ticked_is_told(admin, ids):
    answer = admin.post("/admin/people/action/", {"action": "remind"}, follow_redirects=True)

    assert "ユーザーを選んでください。" in answer.text


@pytest.mark.parametrize(
    ("right", "offered"),
    [
        (Right.ADMIN, ["remind", "deadline", "retire"]),
        (Right.DATA, ["remind", "deadline"]),
        (Right.UPLOAD, ["remind"]),
    ],
)
def test_each_right_is_offered_what_it_covers_and_refused_the_rest(
    app, tools, founded, ids, right, offered
):
    clerk = desk.sign_in(app, tools, founded, right)

    shown = clerk.get("/admin/people/")

    buttons = re.findall(r'name="action" value="(\w+)"', shown.text)
    assert sorted(buttons) == sorted(offered)
    for action in ("remind", "deadline", "retire"):
        status = clerk.post(f"/admin/people/bulk/{action}", {"rowid": str(ids[1])}).status_code
        assert (status == 403) == (action not in offered)
