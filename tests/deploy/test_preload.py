"""gunicorn's master imports once for all workers and makes nothing; HUP reloads the code."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import types
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from mcollector import bootstrap
from mcollector.config import Config
from tests.crash.processes import children, wait_until
from tests.deploy import watched_gunicorn
from tests.journeys.house import ROOT, answers
from tests.ports import free_port

PROGRAM = ("app.py", "admin_views", "deploy", "mcollector", "static", "templates")
HEALTH = "mcollector/web/entrance/health.py"


@pytest.fixture
def environ(tmp_path):
    """A home that is prepared, and a port."""
    own = {"MCOLLECTOR_HOME": str(tmp_path / "home"), "PORT": str(free_port())}
    bootstrap.prepare(Config.from_environ(own))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
    return kept | own | {"WATCHED": str(tmp_path / "watched")}


@pytest.fixture
def start(environ):
    """Start gunicorn in a folder with a configuration; return it when it answers."""
    started = []

    def start(configuration, folder=ROOT):
        words = ("-m", "gunicorn", "-c", configuration, "app:app")
        started.append(subprocess.Popen([sys.executable, *words], cwd=folder, env=environ))
        wait_until(lambda: answers(f"http://127.0.0.1:{environ['PORT']}"), "it does not answer")
        return started[0]

    yield start
    for one in started:
        one.terminate()
        one.wait(60)


@pytest.fixture
def watched(start, environ):
    """What the master held before each worker, and what both workers had loaded."""

    def told():
        return [json.loads(line) for line in Path(environ["WATCHED"]).read_text().splitlines()]

    start("tests/deploy/watched_gunicorn.py")
    wait_until(lambda: len(told()) == 4, "not every process has told")
    return told()


def test_nothing_but_modules_exists_before_the_fork(watched):
    masters = [one for one in watched if one["kind"] == "master"]

    for one in masters:
        del one["kind"], one["modules"]
    assert masters == 2 * [{"objects": [], "locks": [], "threads": ["MainThread"], "files": []}]


def test_a_worker_imports_nothing_more(watched):
    (master, *_), workers = (
        [set(one["modules"]) for one in watched if one["kind"] == kind]
        for kind in ("master", "worker")
    )

    assert "mcollector.bootstrap" in master
    assert [worker - master for worker in workers] == 2 * [set()]


def test_what_is_looked_for_would_be_seen(tmp_path, monkeypatch):
    planted = types.ModuleType("mcollector.planted")
    planted.kept = {"turns": threading.BoundedSemaphore(1)}
    monkeypatch.setitem(sys.modules, "mcollector.planted", planted)
    monkeypatch.setenv("WATCHED", str(tmp_path / "watched"))
    monkeypatch.setenv("MCOLLECTOR_HOME", str(tmp_path))
    thread = threading.Thread(target=(end := threading.Event()).wait, name="planted")
    thread.start()
    engine = create_engine("sqlite://")

    with (tmp_path / "server.key").open("wb"):
        watched_gunicorn.pre_fork(types.SimpleNamespace(LISTENERS=[]), None)
    end.set()
    thread.join()

    told = json.loads((tmp_path / "watched").read_text())
    assert "Engine" in told["objects"]
    assert "mcollector.planted" in told["locks"]
    assert "planted" in told["threads"]
    assert told["files"] == [f"{tmp_path}/server.key"]
    engine.dispose()


def test_hup_reloads_the_code(start, environ, tmp_path):
    (tmp_path / "program").mkdir()
    for name in PROGRAM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / "program" / name)
    health = tmp_path / "program" / HEALTH
    master = start("deploy/gunicorn.conf.py", tmp_path / "program")
    before = children(master.pid)
    health.write_text(health.read_text().replace('"ok\\n", 200', '"as it is now\\n", 200'))

    master.send_signal(signal.SIGHUP)

    wait_until(
        lambda: len(children(master.pid)) == 2 and not set(children(master.pid)) & set(before),
        "the old workers stay",
    )
    with urllib.request.urlopen(f"http://127.0.0.1:{environ['PORT']}/healthz") as answer:
        assert answer.read() == b"as it is now\n"
