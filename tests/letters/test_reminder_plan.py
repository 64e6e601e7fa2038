"""The timetable's reminders: once, whoever runs it and however often; never at night."""

import threading
from datetime import date, datetime, timedelta

import pytest
from mailroom import deliver, letters_of, mails
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.deadlines import JST
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.services.reminders import by_hand, by_plan
from mcollector.store.companies import Company
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk

TEN = datetime(2026, 11, 27, 10, 0, tzinfo=JST)
"""The first hour of the plan for whom was registered on the 24th."""


@pytest.fixture
def late(tools, founded, clock):
    """Three people whose invitations went, on the morning the plan reminds them."""
    plan(tools, founded)
    factories.people_in(tools, founded, 3)
    deliver(tools)
    clock.moment = TEN
    return factories.people_ids(tools, founded)


def plan(tools, founded, hour=10, days="1、5、12", most=3):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Company, founded.company_id)
        row.remind_hour, row.remind_days, row.remind_most, row.digest_hour = hour, days, most, None
        uow.record(Action.SETTINGS_CHANGED, row=row)


def reminded(tools, founded):
    """Return the reminders of the company: to whom and when they were queued."""
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Letter).where(Letter.kind == LetterKind.REMINDER)
        return [(one.mail, one.created_at) for one in uow.scalars(mine.order_by(Letter.mail))]


def test_the_scheduler_reminds_and_the_mail_arrives(tools, founded, late, script):
    timetable.tick(tools)
    deliver(tools)

    addresses = [f"taro{n}@example.com" for n in range(3)]
    assert reminded(tools, founded) == [(one, TEN) for one in addresses]
    assert sorted(mail["To"].addresses[0].addr_spec for mail in mails(script)[3:]) == addresses
    assert mails(script)[-1]["Subject"] == (
        "【再送】マイナンバーの提出が必要です（締め切り 2026年11月26日（木））｜"
        "株式会社サンプル建設"
    )


def test_every_reminder_is_told_in_the_log_by_the_timetable(tools, founded, late):
    timetable.send_reminders(tools)

    lines = desk.lines(tools, founded.company_id, Action.LETTER_QUEUED)
    told = [one.subject_id for one in lines if one.actor == "system:scheduler"]
    assert sorted(told) == sorted([*late, *[founded.company_id] * 3])


def test_a_company_without_a_plan_reminds_nobody(tools, founded, late):
    plan(tools, founded, hour=None)

    timetable.send_reminders(tools)

    assert reminded(tools, founded) == []


def test_two_days_of_standing_still_are_made_up_for_once(tools, founded, late, clock):
    clock.moment = TEN + timedelta(days=2)
    for _ in range(5):
        timetable.send_reminders(tools)
        clock.move(hours=1)

    assert [at for _mail, at in reminded(tools, founded)] == [TEN + timedelta(days=2)] * 3


def test_a_longer_time_is_not_made_up_for(tools, founded, late, clock):
    clock.moment = TEN + timedelta(days=3)

    timetable.send_reminders(tools)

    assert reminded(tools, founded) == []


@pytest.mark.both
def test_two_schedulers_at_once_remind_once(tools, founded, late):
    start = threading.Barrier(4)
    found = []

    def ask():
        actor = Actor.system("scheduler", founded.company_id)
        with tools.read(actor) as uow:
            people = by_plan.people(uow)
        start.wait()
        for person_id in people:
            with tools.work(actor) as uow:
                found.append(by_plan.remind(uow, person_id))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [False] * 9 + [True] * 3
    assert len(reminded(tools, founded)) == 3


def test_the_clerk_who_presses_first_is_not_doubled(tools, founded, late):
    with tools.read(Actor.system("scheduler", founded.company_id)) as uow:
        people = by_plan.people(uow)
    with tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, late[0])

    with tools.work(Actor.system("scheduler", founded.company_id)) as uow:
        again = by_plan.remind(uow, late[0])

    assert (late[0] in people, again) == (True, False)


def test_the_timetables_letter_is_one_within_a_day_for_the_clerk_too(tools, founded, late):
    timetable.send_reminders(tools)

    with pytest.raises(by_hand.TooSoon), tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, late[0])


def test_one_who_cannot_be_asked_about_keeps_nobody_else_from_their_letter(
    tools, founded, late, monkeypatch, caplog
):
    real = by_hand.queue

    def queue(uow, person, **how):
        if person.id == late[1]:
            raise ValueError("a text that may hold 123456789012")
        return real(uow, person, **how)

    monkeypatch.setattr(by_hand, "queue", queue)

    timetable.send_reminders(tools)

    assert len(reminded(tools, founded)) == 2
    assert [record.getMessage() for record in caplog.records] == [
        f"reminder {late[1].hex}: ValueError"
    ]


def test_more_than_a_minute_takes_go_at_the_next(tools, founded, late, clock, monkeypatch):
    monkeypatch.setattr(timetable, "MOST_REMINDERS", 2)

    counts = []
    for _ in range(3):
        timetable.send_reminders(tools)
        counts.append(len(reminded(tools, founded)))
        clock.move(minutes=1)

    assert counts == [2, 3, 3]


def test_a_letter_that_waits_is_not_sent_at_night(tools, founded, late, clock, script):
    clock.moment = TEN.replace(hour=19, minute=59)
    timetable.send_reminders(tools)
    clock.moment = TEN.replace(hour=20)
    before = len(mails(script))

    for _ in range(11):
        deliver(tools)
        clock.move(hours=1)
    asleep = len(mails(script)) - before
    clock.move(hours=1)
    deliver(tools)

    assert (asleep, len(mails(script)) - before) == (0, 3)
    assert clock.moment.astimezone(JST).hour == 8


def test_a_clerks_letter_goes_at_night_too(tools, founded, late, clock):
    clock.moment = TEN.replace(hour=22)
    with tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, late[0])

    deliver(tools)

    assert letters_of(tools, founded, late[0])[-1].state is LetterState.SENT


@pytest.mark.parametrize("state", ["submitted", "verified", "refused", "retired", "offered"])
def test_who_needs_no_reminder_any_more_gets_none_that_still_waits(
    tools, founded, late, script, state
):
    timetable.send_reminders(tools)
    desk.put(tools, founded, late[0], state=state, due_on=None)
    before = len(mails(script))

    deliver(tools)

    assert letters_of(tools, founded, late[0])[-1].state is LetterState.VOID
    assert letters_of(tools, founded, late[1])[-1].state is LetterState.SENT
    assert len(mails(script)) - before == 2


def test_while_an_invitation_is_tried_again_nobody_is_reminded(tools, founded, clock, script):
    plan(tools, founded)
    factories.people_in(tools, founded, 1)
    script.toward["taro0@example.com"] = {"RCPT": ["451 4.7.1 try again later"]}
    deliver(tools)
    person_id = factories.people_ids(tools, founded)[0]
    desk.put(tools, founded, person_id, state="waiting")
    clock.moment = TEN

    timetable.send_reminders(tools)
    waiting = len(reminded(tools, founded))
    deliver(tools)
    clock.move(hours=9)
    timetable.send_reminders(tools)
    same_day = len(reminded(tools, founded))
    clock.move(hours=15)
    timetable.send_reminders(tools)

    assert (waiting, same_day, len(reminded(tools, founded))) == (0, 0, 1)


def test_a_company_reminds_its_own_people_only(tools, founded, late):
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 1, "foreign")
    desk.put(
        tools,
        other,
        factories.people_ids(tools, other)[0],
        state="waiting",
        due_on=date(2026, 11, 27),
    )

    timetable.send_reminders(tools)

    assert [len(reminded(tools, one)) for one in (founded, other)] == [3, 0]
