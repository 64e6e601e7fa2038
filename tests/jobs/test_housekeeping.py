"""Housekeeping: everything ends at its time and not before; a blob nobody speaks of goes."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.rules.actor import Actor
from mcollector.rules.states import DocumentState
from mcollector.services.drafts import drafts
from mcollector.services.login import sessions
from mcollector.services.photographs import photographs
from mcollector.services.rosters import upload
from mcollector.services.upkeep import housekeeping
from mcollector.store.accounts import WebSession
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.store.submissions import Draft, Submission
from tests import factories

SECOND = timedelta(seconds=1)


@pytest.fixture
def person(tools, founded):
    """Somebody who has not submitted."""
    factories.people_in(tools, founded, 1)
    return Actor.person(founded.company_id, factories.people_ids(tools, founded)[0])


def count(tools, founded, table, *where):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.count(select(table.id).where(*where))


def around(tools, clock, after, look):
    """Return what `look` finds after forgetting a second before the time, and at it."""
    clock.moment += after - SECOND
    timetable.forget(tools)
    before = look()
    clock.moment += SECOND
    timetable.forget(tools)
    return before, look()


@pytest.mark.parametrize(("staff", "hours"), [(True, 8), (False, 12)])
def test_sessions_at_their_end(tools, founded, person, clock, staff, hours):
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        mine = select(sessions.Account).where(
            sessions.Account.id == founded.account_id
            if staff
            else sessions.Account.person_id == person.id
        )
        sessions.open_session(uow, uow.first(mine), "full")

    found = around(tools, clock, timedelta(hours=hours), lambda: count(tools, founded, WebSession))

    assert found == (1, 0)


def test_drafts_after_fourteen_days(tools, founded, person, clock):
    with tools.work(person) as uow:
        drafts.save_profile(uow, bytes(32), factories.PROFILE)

    found = around(tools, clock, timedelta(days=14), lambda: count(tools, founded, Draft))

    assert found == (1, 0)


def test_rosters_after_a_day_with_their_blob(tools, founded, clock):
    with tools.work(factories.admin_of(founded)) as uow:
        upload.upload(uow, b"a@example.com,x\n")

    def waiting():
        is_waiting = RosterFile.state == RosterState.UPLOADED
        return count(tools, founded, RosterFile, is_waiting), len(list(tools.files.names()))

    assert around(tools, clock, timedelta(hours=24), waiting) == ((1, 1), (0, 0))


def test_a_run_roster_stays_as_it_is(tools, founded, clock):
    factories.people_in(tools, founded, 1)
    clock.move(days=400)

    timetable.forget(tools)

    assert count(tools, founded, RosterFile, RosterFile.state == RosterState.RUN) == 1
    assert count(tools, founded, Person) == 1


def test_numbers_kept_for_intake_after_thirty_days(tools, founded, person, clock):
    factories.submission_in(tools, founded)
    kept = Submission.number_intake.is_not(None) & Submission.facts_intake.is_not(None)

    found = around(
        tools, clock, timedelta(days=30), lambda: count(tools, founded, Submission, kept)
    )

    assert found == (1, 0)
    assert count(tools, founded, Submission, Submission.number.is_not(None)) == 1


def test_photographs_bound_to_nothing_after_thirty_days(tools, founded, person, clock):
    with tools.work(person) as uow:
        photographs.receive(uow, "card_back", factories.BACK)
    living = Document.state.in_(photographs.LIVING)

    def there():
        return count(tools, founded, Document, living), len(list(tools.files.names()))

    assert around(tools, clock, timedelta(days=30), there) == ((1, 1), (0, 0))
    gone = Document.state == DocumentState.DESTROYED
    assert count(tools, founded, Document, gone) == 1


def test_photographs_of_a_submission_stay(tools, founded, person, clock):
    factories.submission_in(tools, founded)
    clock.move(days=400)

    timetable.forget(tools)

    living = Document.state.in_(photographs.LIVING)
    assert count(tools, founded, Document, living) == 2
    assert len(list(tools.files.names())) == 2


def make_older(tools, name, by=timedelta(hours=2)):
    path = tools.files._path(name)
    moment = path.stat().st_mtime - by.total_seconds()
    os.utime(path, (moment, moment))


def test_a_blob_nobody_speaks_of_goes_once_it_is_old(tools, founded, person):
    factories.submission_in(tools, founded)
    used = {name for name, _age in tools.files.names()}
    old, young = tools.files.put(b"orphan"), tools.files.put(b"of a unit under way")
    for name in (*used, old):
        make_older(tools, name)

    timetable.forget(tools)

    assert {name for name, _age in tools.files.names()} == used | {young}


def test_blobs_of_every_company_are_known_before_any_is_removed(tools, founded, monkeypatch):
    """One company that cannot be looked at must not cost it its photographs."""
    other = factories.company(tools)
    for one in (founded, other):
        factories.people_in(tools, one, 1)
        factories.submission_in(tools, one)
    before = {name for name, _age in tools.files.names()}
    for name in before:
        make_older(tools, name)
    look = housekeeping.blobs_in_use

    def fail(uow):
        if uow.actor.company_id == other.company_id:
            raise OSError
        return look(uow)

    monkeypatch.setattr(housekeeping, "blobs_in_use", fail)
    timetable.forget(tools)

    assert {name for name, _age in tools.files.names()} == before
    monkeypatch.undo()
    timetable.forget(tools)
    assert {name for name, _age in tools.files.names()} == before
