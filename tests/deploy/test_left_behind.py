"""A run that is killed in the middle leaves no server and no folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import left_behind
from tests.crash.processes import below, is_running, wait_until
from tests.journeys.house import ROOT


@pytest.mark.parametrize("name", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_nothing(tmp_path, name):
    told = tmp_path / "told"
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", "tests/deploy/abandoned.py"],
        cwd=ROOT,
        env={**os.environ, "ABANDONED": str(told)},
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: told.exists() or run.poll() is not None, "nothing was started")
    folders, started = list(map(Path, told.read_text().splitlines())), below(run.pid)
    assert all(folder.is_dir() for folder in folders)
    assert len(started) >= 10

    run.send_signal(name)
    run.wait()

    wait_until(lambda: not any(map(is_running, started)), "a process is left")
    wait_until(lambda: not any(folder.exists() for folder in folders), "a folder is left")


def test_a_run_that_ends_well_leaves_other_folders_alone(tmp_path):
    script = (
        "import sys; from pathlib import Path; from tests import left_behind\n"
        "with left_behind.watched(Path(sys.argv[1])), left_behind.folder() as folder:\n"
        "    print(folder)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )

    assert tmp_path.is_dir()
    assert not Path(done.stdout.decode().strip()).exists()


def test_only_who_uses_the_folder_is_ended(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "inner").mkdir()
    user = subprocess.Popen(["sleep", "1000"], cwd=tmp_path / "in")
    other = subprocess.Popen(["sleep", "1000"], cwd=tmp_path / "inner")

    found = left_behind._users({str(tmp_path / "in")})

    assert (user.pid in found, other.pid in found) == (True, False)
    for one in (user, other):
        one.kill()
        one.wait()
