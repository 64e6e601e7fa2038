"""提出できないとき: said with a reason, kept with its time, never reminded, taken back at will."""

import pytest

from mcollector.demo import moves
from mcollector.rules.errors import MoveRefused
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import PersonState, Step
from mcollector.services.people import list as people_list
from mcollector.services.people.query import PeopleQuery
from mcollector.services.reminders import by_hand
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.refusals import Refusal
from tests import factories
from tests.portal.pages import Page, refused
from tests.portal.rows import places, rows

WHY = "家族に相談しています。"
REFUSED = {"reason": "unwilling", "text": WHY}
LATER = {
    "reason": "not_here",
    "ready_year": "令和8",
    "ready_month": "12",
    "ready_day": "1",
    "text": WHY,
}
DAY = "今日から1年以内の日付を入力してください。例：2026年12月1日"
WRONG = [
    ({}, {"reason": "提出できない理由を選択してください。", "text": "理由を入力してください。"}),
    (REFUSED | {"reason": "x" * 9000}, {"reason": "提出できない理由を選択してください。"}),
    (REFUSED | {"text": " \u3000"}, {"text": "理由を入力してください。"}),
    (REFUSED | {"text": "あ" * 501}, {"text": "500文字以内で入力してください。"}),
    (
        REFUSED | {"text": "\x07"},
        {"text": "使えない文字が含まれています。入力し直してください。"},
    ),
    (LATER | {"ready_day": ""}, {"ready": DAY}),
    (LATER | {"ready_month": "13"}, {"ready": DAY}),
    (LATER | {"ready_year": "2026", "ready_month": "11", "ready_day": "23"}, {"ready": DAY}),
    (LATER | {"ready_year": "2028"}, {"ready": DAY}),
    (LATER | {"ready_year": "9" * 5000}, {"ready": DAY}),
]


@pytest.fixture
def take(tools, founded):
    """Let the office take a step with the employee."""

    def step(what):
        (person_id,) = factories.people_ids(tools, founded)
        with tools.work(factories.admin_of(founded)) as uow:
            moves.take(uow, person_id, what)

    return step


def person(tools):
    (row,) = rows(tools, Person)
    return row


def listed(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        (row,) = people_list.get_page(uow, PeopleQuery()).rows
    return row.state.label, row.cue.red


@pytest.mark.parametrize(("sent", "wrong"), WRONG, ids=range(len(WRONG)))
def test_what_is_missing_is_named_and_what_was_typed_stays(worker, tools, sent, wrong):
    answer = worker.send("/my/refusal", sent)

    assert refused(answer) == wrong
    assert Page(answer.text).values["text"] == sent.get("text", "")
    assert rows(tools, Refusal) == []


def test_the_page_explains_calmly(worker):
    (note,) = worker.page("/my/refusal").notes()

    assert note == (
        "書類への記載は法律上の義務ですが、提出がない場合は会社が経過を記録します。"
        "あとから、いつでも提出できます。"
    )


def test_whoever_refuses_is_white_and_never_reminded(worker, tools, founded, clock):
    answer = worker.send("/my/refusal", REFUSED)

    assert answer.location == "/my/"
    menu = worker.page("/my/")
    assert [note.split("。")[0] for note in menu.notes()] == [
        "会社に知らせました",
        "提出できないことを会社に知らせました（11月24日 10:00）",
    ]
    assert menu.chips() == ["出さないと 言いました"]
    clock.move(days=30)
    assert listed(tools, founded) == ("提出拒否", False)
    with tools.work(factories.admin_of(founded)) as uow, pytest.raises(MoveRefused):
        by_hand.remind(uow, person(tools).id)


def test_a_reminder_that_has_not_gone_is_held_back(worker, tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        letter_id = by_hand.remind(uow, person(tools).id)

    worker.send("/my/refusal", REFUSED)

    with tools.read(factories.admin_of(founded)) as uow:
        assert uow.get(Letter, letter_id).state is LetterState.VOID


def test_before_it_was_said_the_row_would_be_red(worker, tools, founded, clock):
    clock.move(days=30)

    assert listed(tools, founded) == ("送信前", True)


def test_the_words_are_sealed_and_open_for_the_office_alone(worker, tools, founded):
    worker.send("/my/refusal", REFUSED)

    assert [table for table, kept in places(tools).items() if WHY.encode() in kept] == []
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Refusal, rows(tools, Refusal)[0].id)
        assert uow.open(row, "text", Purpose.REVIEW).decode() == WHY


def test_a_page_sent_twice_is_kept_once(worker, tools):
    answers = [worker.send("/my/refusal", values) for values in (LATER, LATER, REFUSED, REFUSED)]

    assert [answer.location for answer in answers] == ["/my/"] * 4
    said = sorted(rows(tools, Refusal), key=lambda row: row.reason)
    assert [row.reason for row in said] == ["not_here", "unwilling"]


def test_what_is_not_there_yet_keeps_the_state_and_the_day(worker, tools):
    before = person(tools)

    worker.send("/my/refusal", LATER)

    after = person(tools)
    assert (after.state, after.due_on) == (before.state, before.due_on)
    assert str(rows(tools, Refusal)[0].ready_on).startswith("2026-12-01")
    assert worker.page("/my/").notes()[-1] == (
        "2026年12月1日（火）ごろに出すと、会社に知らせました。"
    )


def test_it_can_be_taken_back(worker, tools, founded, clock):
    worker.send("/my/refusal", REFUSED)
    clock.move(minutes=20)

    answer = worker.send("/my/refusal/end")
    again = worker.send("/my/refusal/end")

    assert (answer.location, again.location) == ("/my/start", "/my/start")
    (row,) = rows(tools, Refusal)
    assert row.ended_at > row.made_at
    assert worker.page("/my/").chips() == ["まだです"]
    clock.move(days=3)
    assert listed(tools, founded) == ("提出待ち", True)


def test_whoever_refused_may_submit_all_the_same(worker, tools):
    worker.send("/my/refusal", REFUSED)

    worker.hand_in()

    (row,) = rows(tools, Refusal)
    assert (person(tools).state, row.ended_at is None) == (PersonState.SUBMITTED.value, False)


def test_nothing_is_refused_after_the_update(worker, tools):
    worker.hand_in()

    assert worker.get("/my/refusal").location == "/my/"
    assert worker.send("/my/refusal", REFUSED).status_code == 409
    assert rows(tools, Refusal) == []


@pytest.mark.parametrize(
    ("step", "chips", "note"),
    [
        (
            Step.OFFER,
            [],
            "いまは することが ありません。入社の日が近づいたら、会社からメールが届きます。",
        ),
        (Step.RETIRE, [], "退職の手続きが終わっています。提出するものはありません。"),
    ],
)
def test_the_form_is_closed_for_whom_nothing_is_expected_of(worker, tools, take, step, chips, note):
    take(step)

    menu = worker.page("/my/")
    assert (menu.chips(), menu.notes()) == (chips, [note])
    ways = ("start", "notice", "profile", "photos", "check", "again", "refusal", "dependents/0")
    assert {way: worker.get(f"/my/{way}").location for way in ways} == dict.fromkeys(ways, "/my/")
    assert worker.fill_profile().status_code == 409
    assert worker.send("/my/refusal", REFUSED).status_code == 409
    assert worker.send("/my/notice", {"read": "1"}).status_code == 409


def test_whoever_retires_with_a_photograph_sent_back_is_asked_for_nothing(worker, take):
    worker.hand_in()
    take(Step.RETIRE)

    assert worker.page("/my/").notes() == [
        "退職の手続きが終わっています。提出するものはありません。"
    ]
