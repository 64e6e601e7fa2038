"""ユーザー一覧: what makes a row red, to the second, and what it says (architecture §9)."""

import re
from datetime import UTC, date, datetime

import pytest

from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.letters import queue, writing
from tests import factories
from tests.office import desk
from tests.office.pages import rows

LAST_WHITE = datetime(2026, 11, 26, 14, 59, 59, tzinfo=UTC)
FIRST_RED = datetime(2026, 11, 26, 15, 0, 0, tzinfo=UTC)
"""Midnight in Japan: everything began on the 24th, so it is due before the 27th."""

WHITE = ("offered", "retired", "refused", "verified")


def listed(app, tools, founded, query="", right=Right.ADMIN):
    visitor = desk.sign_in(app, tools, founded, right)
    return visitor.get(f"/admin/people/{query}")


@pytest.fixture
def five(tools, founded):
    """Five people who waited, submitted, were sent back, verified, and are waiting."""
    factories.people_in(tools, founded, 5, "p")
    for place in (1, 2, 3):
        desk.submitted(tools, founded, place)
    ids = factories.people_ids(tools, founded)
    desk.send_back(tools, founded, ids[2])
    desk.approve(tools, founded, ids[3])
    return ids


def test_the_second_before_midnight_everything_is_white(app, tools, founded, five, clock):
    clock.moment = LAST_WHITE

    answer = listed(app, tools, founded)

    assert rows(answer) == {
        "p0": "white 送信前",
        "p1": "white 確認待ち",
        "p2": "white 差し戻し",
        "p3": "white 確認済み",
        "p4": "white 送信前",
    }
    assert "期限を過ぎた人はいません。" in answer.text


def test_at_midnight_in_japan_the_late_ones_are_red_and_say_whose_turn_it_is(
    app, tools, founded, five, clock
):
    clock.moment = FIRST_RED

    answer = listed(app, tools, founded)

    assert rows(answer) == {
        "p0": "red 未登録 3日 メール送信",
        "p1": "red 未確認 3日 /admin/reviews/",
        "p2": "red 未登録 3日 メール送信",
        "p3": "white 確認済み",
        "p4": "red 未登録 3日 メール送信",
    }
    assert "期限超過 4名" in answer.text
    assert answer.text.count("【期限超過】") == 4


def test_days_are_counted_from_the_return_not_from_the_registration(app, tools, founded, clock):
    factories.people_in(tools, founded, 1, "p")
    clock.move(days=10)
    person_id = desk.submitted(tools, founded)
    clock.move(days=2)
    desk.send_back(tools, founded, person_id)
    clock.move(days=5)

    assert rows(listed(app, tools, founded))["p0"] == "red 未登録 5日 メール送信"


def test_days_are_counted_from_the_last_upload(app, tools, founded, clock):
    factories.people_in(tools, founded, 1, "p")
    clock.move(days=10)
    desk.submitted(tools, founded)
    clock.move(days=4)

    assert rows(listed(app, tools, founded))["p0"] == "red 未確認 4日 /admin/reviews/"


@pytest.mark.parametrize("state", WHITE)
def test_white_by_definition_even_with_a_forgotten_day(app, tools, founded, clock, state):
    factories.people_in(tools, founded, 2, "p")
    ids = factories.people_ids(tools, founded)
    desk.put(tools, founded, ids[0], state=state, due_on=date(2026, 1, 1))
    clock.moment = LAST_WHITE

    everybody = listed(app, tools, founded)
    late = listed(app, tools, founded, "?tab=late")

    assert rows(everybody)["p0"] == f"white {PersonState(state).label}"
    assert rows(late) == {}
    assert "期限超過 0名" in everybody.text


def test_late_ones_come_first_the_oldest_before(app, tools, founded, clock):
    for name in ("b", "a"):
        factories.people_in(tools, founded, 1, name)
        clock.move(days=1)
    factories.people_in(tools, founded, 1, "c")
    clock.move(days=2)

    shown = rows(listed(app, tools, founded))

    assert list(shown.items()) == [
        ("b0", "red 未登録 4日 メール送信"),
        ("a0", "red 未登録 3日 メール送信"),
        ("c0", "white 送信前"),
    ]


def test_a_bounced_mail_is_a_second_chip(app, tools, founded, clock):
    factories.people_in(tools, founded, 1, "p")
    person_id = factories.people_ids(tools, founded)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        letter_id = queue.queue_one(
            uow, queue.account_of(uow, person_id), queue.LetterKind.REMINDER
        )
    with tools.work(factories.admin_of(founded)) as uow:
        writing.note_outcome(uow, letter_id, 0, LetterState.FAILED.value, "550")
    clock.moment = FIRST_RED

    answer = listed(app, tools, founded)

    assert rows(answer)["p0"] == "red 未登録 3日 メール送信"
    assert answer.text.partition("<tbody>")[2].count("不達</span>") == 1


@pytest.mark.parametrize(
    ("tab", "names"),
    [
        ("late", {"p0", "p1", "p2", "p4"}),
        ("to_review", {"p1"}),
        ("returned", {"p2"}),
        ("waiting", {"p0", "p4"}),
        ("verified", {"p3"}),
        ("all", {"p0", "p1", "p2", "p3", "p4"}),
        ("nonsense", {"p0", "p1", "p2", "p3", "p4"}),
    ],
)
def test_each_tab_shows_its_own_and_counts_as_many(app, tools, founded, five, clock, tab, names):
    clock.moment = FIRST_RED

    answer = listed(app, tools, founded, f"?tab={tab}")

    assert set(rows(answer)) == names
    counted = re.findall(r'aria-current="page">[^<]*<span class="tab-count">(\d+)<', answer.text)
    assert counted == [str(len(names))]


def test_a_right_without_review_sees_words_and_no_way_in(app, tools, founded, five, clock):
    clock.moment = FIRST_RED

    answer = listed(app, tools, founded, right=Right.UPLOAD)

    assert rows(answer)["p1"] == "red 未確認 3日"
    assert rows(answer)["p0"] == "red 未登録 3日 メール送信"
    assert "/admin/reviews/" not in answer.text
