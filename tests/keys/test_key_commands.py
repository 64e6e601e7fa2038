"""`keys status`, `doctor`, `audit verify`: exit codes and words in each state of the keys."""

import re

import pytest

import app as entry
from mcollector.services import outbox
from mcollector.store.outbox import OutboxRow, OutboxState
from tests import factories
from tests.keys.conftest import ONE_OF_EACH_KIND


@pytest.fixture
def run(house, monkeypatch):
    """Run a command of `flask --app app` against the installation."""
    config = house.config
    monkeypatch.setenv("MCOLLECTOR_HOME", str(config.home))
    monkeypatch.setenv("MCOLLECTOR_DATABASE_URL", config.database_url)

    def run(*arguments):
        app = entry.command_line()
        done = app.test_cli_runner(catch_exceptions=False).invoke(args=list(arguments))
        tools = app.extensions["command_line"].tools
        if tools.cache_info().currsize:
            house.engines.append(tools().engine)
        return done

    return run


def test_all_is_well(run):
    status, verified = run("keys", "status"), run("audit", "verify")

    assert (status.exit_code, verified.exit_code) == (0, 0)
    assert sorted(status.stdout.splitlines()) == ["audit loaded", "intake loaded", "server loaded"]


@pytest.mark.parametrize("name", ["server", "intake", "audit"])
@pytest.mark.parametrize("fault", ONE_OF_EACH_KIND)
def test_a_key_that_cannot_be_used_is_named(house, run, spoil, name, fault, caplog):
    spoil(house.config.home / "keys" / f"{name}.key", fault)

    status, doctor, verified = run("keys", "status"), run("doctor"), run("audit", "verify")

    assert [done.exit_code for done in (status, doctor, verified)] == [1, 1, 0]
    sealed = [line for line in status.stdout.splitlines() if line.endswith("sealed")]
    assert sealed == [f"{name} missing or wrong: sealed"]
    assert f"NO  {name} key" in doctor.stdout.splitlines()
    assert re.search("鍵ファイル", caplog.text)


@pytest.mark.parametrize("fault", ["missing", "empty"])
def test_a_cookie_key_that_cannot_be_used_is_told_by_the_doctor(house, run, spoil, fault):
    spoil(house.config.cookie_key_file, fault)

    doctor, status = run("doctor"), run("keys", "status")

    assert (doctor.exit_code, status.exit_code) == (1, 0)
    wrong = [line for line in doctor.stdout.splitlines() if line.startswith("NO")]
    assert len(wrong) == 1
    assert wrong[0].startswith("NO  web door: ")


def test_a_healthy_house(house, run, monkeypatch):
    monkeypatch.setattr("mcollector.web.commands.standing.FREE", 0.0)

    doctor = run("doctor")

    assert doctor.exit_code == 0
    assert [line.split()[0] for line in doctor.stdout.splitlines()] == ["ok"] * 9


def test_jobs_that_failed_are_told_and_can_be_tried_again(house, run):
    tools = house.build("cli")
    with tools.work(factories.admin_of(house.founded)) as uow:
        for row in uow.scalars(factories.select(OutboxRow)):
            row.state, row.last_code, row.attempts = OutboxState.FAILED, "ValueError", 8

    told, retried = run("doctor"), run("doctor", "--retry")

    failed = [line for line in told.stdout.splitlines() if "jobs failed" in line]
    assert (told.exit_code, len(failed)) == (1, 2)
    assert all("(ValueError); doctor --retry" in line for line in failed)
    assert retried.stdout.splitlines()[0] == "3 jobs wait again"
    with tools.read(factories.admin_of(house.founded)) as uow:
        assert outbox.failed(uow) == []


def test_rotation_does_not_exist_yet(run):
    assert run("keys", "rotate").exit_code == 2
