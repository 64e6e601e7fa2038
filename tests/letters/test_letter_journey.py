"""The journey of letters: whatever a server does, each ends in a state somebody can read.

None comes twice but where nobody can know whether the server took it; then it is the same letter.
"""

from collections import Counter
from datetime import timedelta

import pytest
from mailroom import deliver, mails, rows, text_of
from sqlalchemy import func, select

from mcollector.services.letters.queue import UNFINISHED
from mcollector.services.letters.writing import RETRIES
from mcollector.store.letters import Letter
from tests import factories
from tests.mail.post_office import DROP, HANG, SLOW
from tests.office import desk

GREYLISTED = "450 4.7.1 greylisted"
COURSES = {
    "taro0": ({}, "送信済み", 1),
    "taro1": ({"RCPT": [GREYLISTED]}, "送信済み", 1),
    "taro2": ({"RCPT": [GREYLISTED] * 4}, "送信済み", 1),
    "taro3": ({"RCPT": ["550 5.1.1 nobody"]}, "不達（宛先なし）", 0),
    "taro4": ({"END": ["552 5.2.2 full"]}, "不達（容量超過）", 1),
    "taro5": ({"END": ["554 5.7.1 spam"]}, "不達（拒否）", 1),
    "taro6": ({"END": [DROP]}, "送信済み", 2),
    "taro7": ({"END": [HANG]}, "送信済み", 2),
    "taro8": ({"END": [DROP, DROP]}, "不達（途中で切れた）", 2),
    "taro9": ({"RCPT": [SLOW], "END": [SLOW]}, "送信済み", 1),
    "taro10": (
        {"RCPT": ["451 4.3.0 later"] * 99},
        "不達（一時的に受け取れない）",
        0,
    ),
    "taro11": ({"RCPT": [DROP], "END": ["450 busy"]}, "送信済み", 2),
}
"""What the server does to each, what the screen says in the end, how often the content went over.

A content that was refused went over, but lies nowhere: the server said so.
"""


@pytest.fixture
def people(tools, founded, script):
    factories.people_in(tools, founded, len(COURSES))
    script.toward = {
        f"{name}@example.com": {stage: list(turns) for stage, turns in course.items()}
        for name, (course, _end, _times) in COURSES.items()
    }


def next_due(tools, founded):
    """Return when the next letter is due, or None when all have ended."""
    with tools.read(factories.admin_of(founded)) as uow:
        soonest = select(func.min(Letter.next_at, type_=Letter.next_at.type))
        return uow.first(soonest.where(Letter.state.in_(UNFINISHED)))


def work_to_the_end(tools, founded, clock):
    """Let the worker and the clock run until nothing waits; return what was seen on the way."""
    begun, seen = clock(), []
    while True:
        deliver(tools)
        due = next_due(tools, founded)
        if due is None:
            return clock() - begun, seen
        seen.append(due)
        clock.moment = max(due, clock()) + timedelta(seconds=5)


def states(app, tools, founded):
    page = desk.sign_in(app, tools, founded).get("/admin/letters/")
    return {row[1].partition("@")[0]: row[3] for row in rows(page)}


def test_every_letter_ends_in_a_state_on_the_screen(app, tools, founded, people, clock):
    took, _seen = work_to_the_end(tools, founded, clock)

    assert states(app, tools, founded) == {name: end for name, (_, end, _n) in COURSES.items()}
    assert timedelta(minutes=sum(RETRIES)) <= took < timedelta(hours=50)


def test_nothing_comes_twice_outside_the_window(tools, founded, people, clock, script):
    work_to_the_end(tools, founded, clock)

    went = Counter(envelope.rcpt_tos[0].partition("@")[0] for envelope in script.arrived)
    assert went == {name: times for name, (_, _end, times) in COURSES.items() if times}
    copies = {}
    for mail in mails(script):
        found = copies.setdefault(mail["To"].addresses[0].addr_spec, set())
        found.add((mail["Message-ID"], mail["Date"], mail["Subject"], text_of(mail)))
    assert {len(found) for found in copies.values()} == {1}


def test_what_has_not_ended_is_on_the_screen_meanwhile(app, tools, founded, people, clock):
    queued = states(app, tools, founded)
    deliver(tools)

    meanwhile = states(app, tools, founded)

    assert set(queued.values()) == {"待ち"}
    assert meanwhile["taro1"].startswith("再試行中（一時的に受け取れない） 次 ")
    assert meanwhile["taro7"] == "結果不明（返事がない）"
    assert meanwhile.keys() == COURSES.keys()


def test_a_failure_is_a_chip_in_the_list_and_a_success_none(tools, founded, people, clock):
    work_to_the_end(tools, founded, clock)

    for place, person_id in enumerate(factories.people_ids(tools, founded)):
        person = desk.person(tools, founded, person_id)
        name = person.mail.partition("@")[0]
        assert person.bounced == COURSES[name][1].startswith("不達"), place


def test_a_server_that_is_away_loses_nothing(app, tools, founded, clock, script):
    """The connection is refused for a day; then everything goes."""
    script.answers["BANNER"] = ["421 not now"] * 99
    factories.people_in(tools, founded, 5)
    deliver(tools)
    away = states(app, tools, founded)
    clock.move(hours=1)
    deliver(tools)
    script.answers.clear()

    work_to_the_end(tools, founded, clock)

    assert set(away.values()) == {"再試行中（一時的に受け取れない） 次 11月24日 12:01"}
    assert states(app, tools, founded) == {f"taro{n}": "送信済み" for n in range(5)}
    assert len(script.arrived) == 5
