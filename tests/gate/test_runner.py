"""The runner over a small checkout: what fails, is skipped, breaks off or ran nowhere is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.processes import below, is_running, wait_until

ROOT = Path(__file__).parents[2]
CONFTEST = """
import pytest
pytest_plugins = ["tests.gate.report"]

@pytest.fixture
def database_url():
    return "a database"
"""
CALL = """
import sys
from pathlib import Path
from tests.gate.__main__ import main
sys.exit(main(Path()))
"""


@pytest.fixture
def start(tmp_path):
    """Start the runner over a made checkout with these tests."""

    def start(text, scope="check"):
        folder = tmp_path / "tests" / "planted"
        folder.mkdir(parents=True)
        (tmp_path / "tests" / "conftest.py").write_text(CONFTEST)
        (folder / "test_planted.py").write_text(f"import os, pytest\n{text}\n")
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = wide\n both\n")
        return subprocess.Popen(
            [sys.executable, "-c", CALL],
            cwd=tmp_path,
            env={**_outside(), "PYTHONPATH": str(ROOT), "MC_SCOPE": scope, "MC_CHOICE": "2"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def run(start):
    """Run the tests of a made checkout; returns exit code and what was printed."""

    def run(text, scope="check"):
        with start(text, scope) as runner:
            told, _errors = runner.communicate()
        return runner.returncode, told

    return run


def _outside():
    """Return the variables of this process without those of the run that it is a part of."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MC_")}


def test_what_passes_is_counted(run):
    code, told = run("def test_a(): pass\n@pytest.mark.both\ndef test_b(database_url): pass")

    assert (code, told.splitlines()[-2:]) == (
        0,
        ["2 of 2 tests ran, 3 times:", "3 passed, 0 failed, 0 skipped"],
    )


def test_what_fails_is_told_with_the_command_that_repeats_it(run):
    code, told = run("@pytest.mark.parametrize('x', ['a b'])\ndef test_a(x): assert x == 1")

    assert code == 1
    assert "assert 'a b' == 1" in told
    assert told.splitlines()[-3] == (
        "failed: MC_TEST_DATABASE=sqlite .venv/bin/python -m pytest"
        " 'tests/planted/test_planted.py::test_a[a b]'"
    )


def test_a_test_that_is_skipped_fails_the_run(run):
    code, told = run("def test_a(): pytest.skip('no')")

    assert (code, told.splitlines()[-3]) == (
        1,
        "skipped, and none may be: planted sqlite tests/planted/test_planted.py::test_a",
    )


def test_a_run_that_breaks_off_is_told(run):
    code, told = run("def test_a(): os._exit(0)\ndef test_b(): pass")

    assert code == 1
    assert [line for line in told.splitlines() if line.startswith("did not end")][:2] == [
        f"did not end: planted sqlite tests/planted/test_planted.py::test_{one}" for one in "ab"
    ]


def test_a_file_that_cannot_be_read_fails_the_run(run):
    code, told = run("import nobody_has_this")

    assert code == 1
    assert "planted sqlite ended with exit code 2 and named no test" in told


@pytest.mark.parametrize(("scope", "ran"), [("test", "0 of 1"), ("check", "1 of 1")])
def test_the_narrowest_scope_says_what_it_leaves(run, scope, ran):
    code, told = run("@pytest.mark.wide\ndef test_a(): pass", scope)

    assert code == 0
    assert f"{ran} tests ran" in told
    assert ("1 tests are left to `make check`" in told) == (scope == "test")


def test_who_kills_the_runner_ends_the_run(start, tmp_path):
    runner = start(
        "from pathlib import Path\nimport time\n"
        f"def test_a(): Path('{tmp_path}/runs').touch(); time.sleep(600)"
    )
    with runner:
        wait_until((tmp_path / "runs").exists, "no test runs")
        started = below(runner.pid)
        runner.kill()

    assert len(started) > 1
    wait_until(lambda: not any(map(is_running, started)), "the tests run on")
