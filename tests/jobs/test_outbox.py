"""The outbox: done once, tried again with growing pauses, given up where everybody sees it."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import select

import app as entry
from mcollector import jobs
from mcollector.jobs import timetable
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.rules.tasks import Task
from mcollector.services import outbox
from mcollector.store.outbox import OutboxRow, OutboxState
from tests import factories
from tests.office import desk


@pytest.fixture
def calls(monkeypatch):
    """Put a job of our own in the place of the letters; it notes what it was called for."""
    noted = []

    def job(claim):
        noted.append(claim.object_id)

    monkeypatch.setitem(jobs.JOBS, Task.SEND_LETTERS, job)
    return noted


@pytest.fixture
def row_id(tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        return uow.later(Task.SEND_LETTERS, founded.company_id)


def row(tools, founded, row_id):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(OutboxRow, row_id)


def put(tools, founded, row_id, **values):
    with tools.work(factories.admin_of(founded)) as uow:
        found = uow.get(OutboxRow, row_id)
        for name, value in values.items():
            setattr(found, name, value)


def test_a_task_is_done_once(tools, founded, row_id, calls):
    jobs.run(str(row_id))
    jobs.run(str(row_id))

    assert calls == [founded.company_id]
    assert row(tools, founded, row_id).state is OutboxState.DONE


def test_a_row_that_is_gone_is_nothing(tools, calls):
    jobs.run(str(uuid4()))

    assert calls == []


@pytest.mark.parametrize("state", [OutboxState.DONE, OutboxState.FAILED])
def test_a_row_that_has_ended_is_left_alone(tools, founded, row_id, calls, state):
    put(tools, founded, row_id, state=state)

    jobs.run(str(row_id))

    assert (calls, row(tools, founded, row_id).state) == ([], state)


def test_a_claimed_row_is_left_alone_until_its_lease_ends(tools, founded, row_id, calls, clock):
    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        assert outbox.claim(uow, row_id)

    jobs.run(str(row_id))
    before = list(calls)
    clock.move(minutes=2)
    jobs.run(str(row_id))

    assert (before, calls) == ([], [founded.company_id])


def test_two_workers_do_a_task_once(tools, founded, row_id, calls):
    start = threading.Barrier(4)

    def work():
        start.wait()
        jobs.run(str(row_id))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert calls == [founded.company_id]


def test_a_task_about_a_thing_of_another_company_finds_nothing(tools, founded):
    """A row cannot point over the border: the job's unit is of the row's own company."""
    other = factories.company(tools)
    factories.people_in(tools, other, 1)
    factories.submission_in(tools, other)
    person_id = factories.people_ids(tools, other)[0]
    foreign = desk.papers(tools, other, person_id)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        row_id = uow.later(Task.CLEAN_DOCUMENT, foreign.id)

    with pytest.raises(Exception, match="ページが見つかりません"):
        jobs.run(str(row_id))

    assert desk.document(tools, other, foreign.id).state == foreign.state
    assert row(tools, founded, row_id).last_code == "NotFound"


class TestFailures:
    """A job that raises."""

    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch):
        def job(_claim):
            raise ValueError("a text that may hold 123456789012")

        monkeypatch.setitem(jobs.JOBS, Task.SEND_LETTERS, job)

    def fail(self, row_id):
        with pytest.raises(ValueError, match="a text"):
            jobs.run(str(row_id))

    def test_the_pauses_grow_and_the_last_try_is_told(self, tools, founded, row_id, clock):
        pauses = []
        for _ in range(outbox.MOST_ATTEMPTS):
            self.fail(row_id)
            now = row(tools, founded, row_id)
            pauses.append((now.next_at - clock()).total_seconds())
            clock.moment = now.next_at

        assert pauses == [20, 40, 80, 160, 320, 640, 1280, 2560]
        assert (now.state, now.attempts, now.last_code) == (OutboxState.FAILED, 8, "ValueError")

    def test_before_its_time_it_is_not_tried(self, tools, founded, row_id):
        self.fail(row_id)

        jobs.run(str(row_id))

        assert row(tools, founded, row_id).attempts == 1

    def test_no_text_of_the_exception_is_kept(self, tools, founded, row_id):
        self.fail(row_id)

        kept = row(tools, founded, row_id)
        assert all("123456789012" not in str(value) for value in vars(kept).values())

    def test_what_was_given_up_stands_on_the_menu_of_its_own_company(
        self, tools, founded, row_id, clock
    ):
        other = factories.company(tools)
        put(tools, founded, row_id, state=OutboxState.FAILED, last_code="ValueError")
        app = entry.create_app(tools, frozenset({"admin"}))

        own = desk.sign_in(app, tools, founded).get("/admin/").text
        foreign = desk.sign_in(app, tools, other).get("/admin/").text
        auditor = desk.sign_in(app, tools, founded, Right.AUDITOR).get("/admin/").text

        words = "処理できなかった作業が1件あります"
        assert [words in page for page in (own, foreign, auditor)] == [True, False, False]

    def test_it_can_be_tried_again(self, tools, founded, row_id, monkeypatch, clock):
        put(tools, founded, row_id, state=OutboxState.FAILED, attempts=8)
        monkeypatch.setitem(jobs.JOBS, Task.SEND_LETTERS, lambda _claim: None)

        with tools.work(Actor.system("cli", founded.company_id)) as uow:
            retried = outbox.retry(uow)
        jobs.run(str(row_id))

        assert (retried, row(tools, founded, row_id).state) == (1, OutboxState.DONE)


def test_a_job_that_asks_for_more_time_waits_and_is_not_failed(
    tools, founded, row_id, monkeypatch, clock
):
    later = clock().replace(hour=9)
    monkeypatch.setitem(jobs.JOBS, Task.SEND_LETTERS, lambda _claim: later)

    jobs.run(str(row_id))

    now = row(tools, founded, row_id)
    assert (now.state, now.next_at, now.attempts) == (OutboxState.WAITING, later, 0)


def test_the_sweep_rings_for_what_waits_and_for_a_lost_lease(tools, founded, row_id, clock):
    tools.doorbell.rung.clear()
    timetable.sweep(tools)
    waiting = list(tools.doorbell.rung)
    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        outbox.claim(uow, row_id)
    tools.doorbell.rung.clear()
    timetable.sweep(tools)
    claimed = list(tools.doorbell.rung)
    clock.move(minutes=2)
    timetable.sweep(tools)

    assert waiting == [(Task.SEND_LETTERS, row_id)]
    assert claimed == []
    assert tools.doorbell.rung == [(Task.SEND_LETTERS, row_id)]


def test_rows_hold_ids_and_words_only(tools, founded):
    factories.people_in(tools, founded, 1)
    factories.submission_in(tools, founded)

    with tools.read(factories.admin_of(founded)) as uow:
        rows = uow.scalars(select(OutboxRow))

    for one in rows:
        kept = {name for name in vars(one) if not name.startswith("_")}
        assert kept == {column.name for column in OutboxRow.__table__.columns}
        assert one.last_code == ""
