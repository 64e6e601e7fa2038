"""The timetable: each entry once, by one scheduler, and nothing that fails stops the others."""

import logging
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mcollector.jobs import timetable
from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints, notes
from mcollector.store.audit import Checkpoint
from tests import factories
from tests.office import desk

ROOT = Path(__file__).resolve().parents[2]
EVERY = timedelta(seconds=60)


def is_due(tools, name="entry"):
    return timetable._is_due(tools, name, EVERY)


def test_an_entry_is_due_once_an_interval(tools, clock):
    found = []
    for _ in range(5):
        found.append(is_due(tools))
        clock.move(seconds=30)

    assert found == [True, False, True, False, True]


def test_a_clock_that_was_put_back_stops_nothing(tools, clock):
    clock.move(days=20)
    assert is_due(tools)

    clock.move(days=-20)

    assert [is_due(tools), is_due(tools)] == [True, False]


@pytest.mark.parametrize("known", [False, True])
def test_two_schedulers_run_an_entry_once(tools, clock, known):
    if known:
        is_due(tools)
        clock.move(seconds=60)
    start = threading.Barrier(6)
    found = []

    def ask():
        start.wait()
        found.append(is_due(tools))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [False] * 5 + [True]


PROGRAM = """
import os, sys
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.jobs import timetable
tools = bootstrap.build(Config.from_environ(os.environ), "scheduler")
sys.stdin.readline()
from datetime import timedelta
print(sum(timetable._is_due(tools, f"entry{n}", timedelta(hours=1)) for n in range(20)))
"""


def test_two_processes_share_the_entries(tools):
    environ = {
        "MCOLLECTOR_HOME": str(tools.config.home),
        "MCOLLECTOR_DATABASE_URL": tools.config.database_url,
        "PATH": "/usr/bin:/bin",
    }
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()
    counts = [int(program.communicate(timeout=60)[0]) for program in programs]

    assert sum(counts) == 20


def test_an_entry_that_fails_stops_no_other(tools, monkeypatch, caplog):
    ran = []

    def fail(_tools):
        raise ValueError("a text that may hold 123456789012")

    entries = (
        ("first", EVERY, lambda _tools: ran.append("first")),
        ("broken", EVERY, fail),
        ("last", EVERY, lambda _tools: ran.append("last")),
    )
    monkeypatch.setattr(timetable, "TIMETABLE", entries)
    caplog.set_level(logging.ERROR)

    timetable.tick(tools)

    assert ran == ["first", "last"]
    assert [record.getMessage() for record in caplog.records] == ["broken: ValueError"]


def test_an_entry_that_failed_is_tried_at_its_next_time(tools, monkeypatch, clock):
    tried = []

    def fail(_tools):
        tried.append(clock())
        raise OSError

    monkeypatch.setattr(timetable, "TIMETABLE", (("broken", EVERY, fail),))

    for _ in range(4):
        timetable.tick(tools)
        clock.move(seconds=30)

    assert len(tried) == 2


@pytest.fixture
def edited(tools, founded):
    """A log whose second line somebody with the database's own rights has changed."""
    postgres = tools.engine.dialect.name == "postgresql"
    off = (
        "ALTER TABLE audit_lines DISABLE TRIGGER ALL"
        if postgres
        else "DROP TRIGGER audit_lines_no_update"
    )
    company = str(founded.company_id) if postgres else founded.company_id.hex
    change = "UPDATE audit_lines SET actor = 'nobody' WHERE seq = 2 AND company_id = :c"
    with tools.engine.begin() as connection:
        connection.execute(text(off))
        assert connection.execute(text(change), {"c": company}).rowcount == 1


def test_an_inconsistent_log_is_not_signed_and_the_scheduler_lives(tools, founded, edited, caplog):
    other = factories.company(tools)

    timetable.tick(tools)
    timetable.tick(tools)

    signed = {
        company: desk.size(tools, company, Checkpoint)
        for company in (founded.company_id, other.company_id)
    }
    assert signed == {founded.company_id: 0, other.company_id: 1}
    assert "監査ログの2行目が記録と合わないため、署名しませんでした。" in caplog.text


def test_a_rolled_back_database_is_not_signed_over(tools, founded, caplog):
    """The remembered note lies outside the database: it knows that there was more."""
    company = founded.company_id
    factories.people_in(tools, founded, 1)
    timetable.sign_checkpoints(tools)
    note = tools.config.home / "checkpoints" / f"{company.hex}.note"
    longer = note.read_text()
    fresh = factories.company(tools)
    (tools.config.home / "checkpoints" / f"{fresh.company_id.hex}.note").write_text(longer)

    timetable.sign_checkpoints(tools)

    assert desk.size(tools, fresh.company_id, Checkpoint) == 0
    assert "署名しませんでした" in caplog.text


def test_every_log_that_has_grown_is_signed_and_verified(tools, founded):
    timetable.sign_checkpoints(tools)
    timetable.sign_checkpoints(tools)
    with tools.read(Actor.system("test")) as uow:
        public = notes.audit_key(uow)

    with tools.read(factories.admin_of(founded)) as uow:
        assert checkpoints.verify_log(uow, public).fault is None
    assert desk.size(tools, founded.company_id, Checkpoint) == 1
