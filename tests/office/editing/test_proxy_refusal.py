"""提出拒否 by the office: its course with days and words, who read them, and the way back."""

import html
import re
from datetime import date
from uuid import uuid4

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.editing import refusals
from mcollector.services.employee import record as own_records
from mcollector.store.refusals import RefusalNote
from tests.office import desk, pages
from tests.office.editing.editing_page import path_of
from tests.office.editing.test_editing_employment import letters_to
from tests.portal.rows import places
from tests.web.visitor import Form

SAID = "法律上の義務を説明しましたが、提出しないとのことでした。"
TALK = {"on_year": "令和8", "on_month": "11", "on_day": "20", "text": SAID}


def key_of(answer):
    return Form(answer.text).values["key"]


def write(admin, person_id, **changed):
    path = path_of(person_id, "/refusal")
    return admin.post(path, {"key": key_of(admin.get(path)), **TALK, **changed})


def where(tools, founded, person_id):
    found = desk.person(tools, founded, person_id)
    return found.state, found.due_on


def test_a_refusal_stands_with_its_course_and_is_white(admin, tools, founded, other_id):
    write(admin, other_id, on_day="10")

    answer = write(admin, other_id, refuse="1")

    assert answer.location == path_of(other_id, "/refusal")
    assert where(tools, founded, other_id) == (PersonState.REFUSED, None)
    assert [state for _, state in letters_to(tools, founded, other_id)] == [LetterState.VOID]
    page = admin.get(answer.location).text
    days = re.findall(r'class="panel"><h2>([^<]+)<', page)
    assert days == ["2026年11月20日", "2026年11月10日"]
    assert SAID not in page


def test_the_words_are_sealed_and_open_by_a_press_with_a_line(admin, tools, founded, other_id):
    write(admin, other_id)
    path = path_of(other_id, "/refusal")
    held = places(tools)
    [note] = re.findall(r'name="note" value="([^"]+)"', admin.get(path).text)

    answer = admin.post(f"{path}/read", {"note": note})

    assert [name for name, rows in held.items() if SAID.encode() in rows] == []
    assert SAID in html.unescape(answer.text)
    assert SAID not in admin.get(path).text
    with tools.read(Actor.person(founded.company_id, other_id)) as uow:
        record = own_records.own_record(uow)
    assert [str(look.what) for look in record.opened_by] == ["提出拒否の経過"]
    told = "会社が、提出について説明したことを記録しました。"
    assert told in [str(event.sentence) for event in record.events]


def test_it_is_taken_back_once_and_asked_again(admin, tools, founded, other_id):
    write(admin, other_id, refuse="1")
    path = path_of(other_id, "/refusal/end")

    answers = [admin.post(path) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert where(tools, founded, other_id) == (PersonState.WAITING, date(2026, 11, 27))
    assert len(desk.lines(tools, founded.company_id, Action.REFUSAL_ENDED)) == 1
    assert desk.size(tools, founded.company_id, RefusalNote) == 1


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"text": " "}, {"text": "説明したことを入力してください。"}),
        ({"text": "あ" * 1001}, {"text": "1000文字以内で入力してください。"}),
        (
            {"text": "1234 5678 9012"},
            {"text": "12桁の数字は書けません。番号を消してください。"},
        ),
        (
            {"on_day": "25"},
            {"on": "説明した日を、今日までの日付で入力してください。例：2026年11月24日"},
        ),
        (
            {"on_year": "x"},
            {"on": "説明した日を、今日までの日付で入力してください。例：2026年11月24日"},
        ),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(
    admin, tools, founded, other_id, changed, wrong
):
    answer = write(admin, other_id, refuse="1", **changed)

    assert (answer.status_code, pages.wrong(answer)) == (422, wrong)
    assert "5678 9012" not in answer.text
    assert ("text" in wrong) or SAID in answer.text
    assert 'name="refuse" value="1" checked' in answer.text
    assert desk.size(tools, founded.company_id, RefusalNote) == 0
    assert where(tools, founded, other_id)[0] is PersonState.INVITED_NOT_SENT


def test_the_page_sent_twice_is_kept_once(admin, tools, founded, other_id):
    path = path_of(other_id, "/refusal")
    values = {"key": key_of(admin.get(path)), **TALK}

    for _ in range(2):
        admin.post(path, values)

    assert desk.size(tools, founded.company_id, RefusalNote) == 1


def test_after_a_submission_there_is_nothing_to_refuse(admin, tools, founded, person_id):
    page = admin.get(path_of(person_id, "/refusal")).text

    answer = write(admin, person_id, refuse="1")

    assert 'name="refuse"' not in page
    assert answer.status_code == 409
    assert SAID in answer.text
    assert desk.size(tools, founded.company_id, RefusalNote) == 0


def test_one_persons_talk_is_not_found_under_another(admin, tools, founded, person_id, other_id):
    write(admin, other_id)
    page = admin.get(path_of(other_id, "/refusal")).text
    [note] = re.findall(r'name="note" value="([^"]+)"', page)

    answer = admin.post(path_of(person_id, "/refusal/read"), {"note": note})

    assert answer.status_code == 404


@pytest.mark.parametrize("right", [Right.UPLOAD, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_service_asks_for_the_right_itself(tools, founded, other_id, right):
    actor = Actor.staff(founded.company_id, uuid4(), right)
    deeds = (
        lambda uow: refusals.load_course(uow, other_id),
        lambda uow: refusals.add_note(uow, other_id, uuid4(), TALK),
        lambda uow: refusals.take_back(uow, other_id),
        lambda uow: refusals.open_note(uow, other_id, uuid4()),
    )

    for deed in deeds:
        with tools.work(actor) as uow, pytest.raises(NotAllowed):
            deed(uow)
