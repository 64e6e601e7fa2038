"""`demo fill`: once, in a home of its own, on this machine only."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

import app as entry
from mcollector import bootstrap
from mcollector.config import clock
from mcollector.demo.plots import FEWEST
from mcollector.jobs import timetable
from mcollector.rules.actor import Actor
from mcollector.store.audit import AuditLine
from tests import factories

ROOT = Path(__file__).parents[2]
LOOK = (
    "import sys, mcollector.website; from mcollector import bootstrap\n"
    "ROOMS = {'mcollector.jobs', 'mcollector.images.specimens'}\n"
    "before = sorted(ROOMS & set(sys.modules))\n"
    "bootstrap.draw('card_back', number='', name='', birth_date='', address='')\n"
    "print(before, ROOMS - set(sys.modules))"
)


@pytest.fixture
def home(tmp_path, database_url, monkeypatch):
    """An empty home, named by the environment."""
    monkeypatch.setenv("MCOLLECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MCOLLECTOR_DATABASE_URL", database_url)
    return tmp_path / "home"


@pytest.fixture
def run():
    """Call a command of the command line."""
    made = []

    def call(*arguments):
        made.append(entry.command_line())
        return made[-1].test_cli_runner().invoke(args=["demo", "fill", *arguments])

    yield call
    for app in made:
        parts = app.extensions["command_line"]
        if parts.config().home.exists():
            parts.tools().engine.dispose()


def lines(home, database_url):
    """Count the lines of every log."""
    config = factories.config_for(home, database_url)
    with (
        factories.closing(bootstrap.build(config, "cli")) as tools,
        tools.read(Actor.system("test")) as uow,
    ):
        return uow.first(select(func.count(AuditLine.id)))


def test_it_fills_once_and_shows_the_same_logins_again(home, database_url, run):
    first = run("--people", str(FEWEST))
    before = lines(home, database_url)
    second = run()

    path = home / "demo-logins.txt"
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout == path.read_text()
    assert first.stderr == (
        f"見本の会社を作っています（{FEWEST}人） / making a company:"
        " 0 10 20 30 40 50 60 70 80 90 100 %\n"
    )
    assert second.stderr == ""
    assert path.stat().st_mode & 0o777 == 0o600
    assert lines(home, database_url) == before
    path.unlink()
    third = run()
    assert (third.exit_code, "削除して、もう一度" in third.stderr) == (1, True)


def test_a_home_with_a_real_company_stays_as_it_is(home, database_url, run):
    config = factories.config_for(home, database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        factories.company(tools)
    before = lines(home, database_url)

    done = run()

    assert done.exit_code == 1
    assert "会社のデータがあるため、見本の会社は作りません" in done.stderr
    assert lines(home, database_url) == before
    assert not (home / "demo-logins.txt").exists()


def test_a_running_house_is_left_alone(home, database_url, run):
    config = factories.config_for(home, database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        running = replace(tools, now=clock(config))
        timetable.tick(running)
    before = lines(home, database_url)

    done = run()

    assert (done.exit_code, lines(home, database_url)) == (1, before)
    assert "サーバーが動いているため" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "https://portal.example.com"),
        ("OFFICE_URL", "https://office.example.com"),
        ("SMTP_URL", "smtp://127.0.0.1:2525"),
        ("TRUSTED_PROXIES", "1"),
    ],
)
def test_only_a_home_of_this_machine_is_filled(home, run, monkeypatch, name, value):
    monkeypatch.setenv(f"MCOLLECTOR_{name}", value)

    done = run()

    assert done.exit_code == 1
    assert "このパソコンの中だけで動かすときに作れます" in done.stderr
    assert not home.exists()


@pytest.mark.parametrize("people", ["15", "1001", "many"])
def test_an_impossible_number_of_people_is_a_usage_error(home, run, people):
    assert run("--people", people).exit_code == 2
    assert not home.exists()


def test_a_door_loads_no_room_of_the_worker():
    found = subprocess.check_output(
        [sys.executable, "-c", LOOK], cwd=ROOT, env={**os.environ}, text=True
    )

    assert found == "[] {'mcollector.jobs'}\n"
