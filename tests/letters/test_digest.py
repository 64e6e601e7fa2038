"""The morning's digest: weekdays at half past eight, to the administrators, when there is work."""

from datetime import UTC, datetime, timedelta

import pytest
from mailroom import deliver, mails, text_of
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed, RuleBroken
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Right
from mcollector.services.overview import digest
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk

MONDAY = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
"""Monday the 30th, 8:30 in Japan."""


@pytest.fixture
def late(tools, founded, clock):
    """Two people who owe us papers for days; their invitations have gone."""
    factories.people_in(tools, founded, 2)
    deliver(tools)
    clock.moment = MONDAY


def digests_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        query = select(Letter).where(Letter.kind == LetterKind.DIGEST)
        return list(uow.scalars(query))


def test_it_tells_how_many_and_names_nobody(tools, founded, late, script):
    timetable.send_digests(tools)
    deliver(tools)

    mail = mails(script)[-1]
    assert mail["To"].addresses[0].addr_spec == "admin@example.com"
    assert (
        mail["Subject"] == "確認待ち0名・期限超過2名（2026年11月30日（月））｜株式会社サンプル建設"
    )
    assert "期限超過：2名\n" in text_of(mail).replace("\r\n", "\n")
    assert "2026年11月30日（月） 08:30 現在" in text_of(mail)
    assert "太郎" not in text_of(mail)
    assert "/login" in text_of(mail)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(), 1),
        (timedelta(minutes=29), 1),
        (timedelta(minutes=-1), 0),
        (timedelta(minutes=30), 0),
        (timedelta(days=4), 1),
        (timedelta(days=5), 0),
        (timedelta(days=6), 0),
    ],
)
def test_it_goes_on_weekdays_at_half_past_eight(tools, founded, late, clock, after, expected):
    clock.moment = MONDAY + after

    timetable.send_digests(tools)

    assert len(digests_of(tools, founded)) == expected


def test_it_goes_once_a_day(tools, founded, late, clock):
    for _ in range(3):
        timetable.send_digests(tools)
        clock.move(minutes=10)
    before = len(digests_of(tools, founded))
    clock.moment = MONDAY + timedelta(days=1)

    timetable.send_digests(tools)

    assert (before, len(digests_of(tools, founded))) == (1, 2)


@pytest.mark.parametrize(
    ("hour", "after", "expected"),
    [(8, 0, 1), (9, 0, 0), (9, 1, 1), (None, 0, 0), (7, -1, 1), (23, 15, 1), (0, 16, 1)],
)
def test_a_company_chooses_the_hour_or_none(tools, founded, late, clock, hour, after, expected):
    with tools.work(factories.admin_of(founded)) as uow:
        digest.set_hour(uow, hour)
    clock.moment = MONDAY + timedelta(hours=after)

    timetable.send_digests(tools)

    assert len(digests_of(tools, founded)) == expected


def test_an_hour_of_one_company_is_not_that_of_another(tools, founded, late):
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 1, "hanako")
    desk.put(tools, other, factories.people_ids(tools, other)[0], bounced=True)
    with tools.work(factories.admin_of(founded)) as uow:
        digest.set_hour(uow, None)

    timetable.send_digests(tools)

    assert [len(digests_of(tools, one)) for one in (founded, other)] == [0, 1]


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_is_none_is_refused(tools, founded, hour):
    admin = factories.admin_of(founded)

    with pytest.raises(RuleBroken, match="0から23"), tools.work(admin) as uow:
        digest.set_hour(uow, hour)


def test_only_an_administrator_chooses_the_hour(tools, founded):
    clerk = desk.account(tools, founded, Right.DATA, mail="clerk@example.com")
    actor = Actor.staff(founded.company_id, clerk.id, Right.DATA)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        digest.set_hour(uow, None)


def test_nothing_to_do_is_no_mail(tools, founded, clock):
    factories.people_in(tools, founded, 1)
    clock.moment = MONDAY
    desk.put(tools, founded, factories.people_ids(tools, founded)[0], state="verified")

    timetable.send_digests(tools)

    assert digests_of(tools, founded) == []


@pytest.mark.parametrize("what", [{"state": "submitted"}, {"state": "returned"}, {"bounced": True}])
def test_each_count_alone_is_a_reason(tools, founded, clock, what):
    factories.people_in(tools, founded, 1)
    person_id = factories.people_ids(tools, founded)[0]
    desk.put(tools, founded, person_id, **{"state": "verified", "due_on": None, **what})
    clock.moment = MONDAY

    timetable.send_digests(tools)

    assert len(digests_of(tools, founded)) == 1


def test_administrators_who_work_here_get_it_and_nobody_else(tools, founded, late):
    for place, right in enumerate(Right):
        desk.account(tools, founded, right, mail=f"staff{place}@example.com")
    with tools.work(factories.admin_of(founded)) as uow:
        uow.get(Account, founded.account_id).state = "suspended"
        uow.record(Action.STAFF_ADDED)

    timetable.send_digests(tools)

    assert len(digests_of(tools, founded)) == 1
    assert digests_of(tools, founded)[0].account_id != founded.account_id


def test_a_company_hears_of_its_own_people_only(tools, founded, late):
    other = factories.company(tools, "株式会社よその会社")

    timetable.send_digests(tools)

    assert [len(digests_of(tools, one)) for one in (founded, other)] == [1, 0]
