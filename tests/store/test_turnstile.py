"""The turnstile lets one writer through, the next when it has left or died, and has an end."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mcollector.store.database import turnstile
from mcollector.store.database.turnstile import Turnstile

HOLDER = """
import sys
from mcollector.store.database.turnstile import Turnstile
Turnstile(sys.argv[1]).enter()
print("inside", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path):
    return str(tmp_path / "m-collector.db")


@pytest.fixture
def somebody(database):
    """Another process that is inside."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as holder:
        assert holder.stdout.readline() == b"inside\n"
        yield holder
        holder.kill()


def test_who_leaves_lets_the_next_one_in(database):
    gate = Turnstile(database)
    first = gate.enter()
    inside = []
    waiting = threading.Thread(target=lambda: inside.append(gate.enter()))
    waiting.start()
    waiting.join(0.1)
    before = list(inside)

    gate.leave(first)
    waiting.join()

    assert before == []
    assert [turn is not None for turn in inside] == [True]
    gate.leave(inside[0])


def test_who_dies_inside_lets_the_next_one_in(database, somebody):
    somebody.kill()
    somebody.wait()

    turn = Turnstile(database).enter()

    assert turn is not None
    Turnstile.leave(turn)


def test_patience_has_an_end(database, somebody, monkeypatch):
    monkeypatch.setattr(turnstile, "PATIENCE", 0.05)

    assert Turnstile(database).enter() is None


def test_the_lock_is_for_its_owner_alone(database):
    Turnstile.leave(Turnstile(database).enter())

    assert Path(f"{database}-turn").stat().st_mode & 0o777 == 0o600
