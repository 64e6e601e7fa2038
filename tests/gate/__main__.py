"""Runs the tests of a scope: many jobs, longest first, in one lane more than there are cores.

A job is a folder, a part of a large one or some small ones, on one database. MC_SCOPE says how much
is run (`test`, `check`, `all`: choice.py has the rule), MC_CHOICE which tests meet which database
(the commit, when it is not set). Printed at the end: counts, what took longest, how long lanes were
idle, and of each failure why, with the command that repeats it. The run fails when a test failed,
was skipped, or did not run where the rule wants it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import left_behind
from tests.gate.choice import Scope
from tests.gate.line import Job, Line, jobs
from tests.gate.outcome import Outcome, read

ROOT = Path(__file__).parents[2]
LONGEST = 12
NOTHING_HERE = 5
"""What pytest exits with when the rule wants none of the files' tests on this database."""


def run(job: Job, root: Path) -> Outcome:
    """Run a job of the checkout, say what pytest says, and return what came of it."""
    began = time.monotonic()
    with left_behind.folder() as folder:
        report = folder / "report"
        code = _tell(job, root, report)
        return read(job, code, time.monotonic() - began, report)


def _tell(job: Job, root: Path, report: Path) -> int:
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *job.files],
        cwd=root,
        env={**os.environ, **_told(job, report)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pytest:
        for line in pytest.stdout or ():
            print(f"{job.label:28} | {line}", end="", flush=True)
    return 0 if pytest.returncode == NOTHING_HERE else pytest.returncode


def _told(job: Job, report: Path) -> dict[str, str]:
    """Return what pytest is told: its database, where to report, and with whom to end."""
    return {
        "MC_TEST_DATABASE": job.database,
        "MC_REPORT": str(report),
        "MC_RUNNER": str(os.getpid()),
    }


def work_off(line: Line, root: Path) -> list[Outcome]:
    """Take jobs from the line until none is left."""
    done = []
    while job := line.take():
        try:
            done.append(run(job, root))
        finally:
            line.give_back(job)
    return done


def main(root: Path = ROOT) -> int:
    """Run all of the scope; return 0 only when everything ran where it should, and passed."""
    os.environ.setdefault("MC_SCOPE", Scope.TEST)
    os.environ.setdefault("MC_CHOICE", _commit())
    print(f"MC_SCOPE={os.environ['MC_SCOPE']} MC_CHOICE={os.environ['MC_CHOICE']}", flush=True)
    lanes, line = (os.cpu_count() or 1) + 1, Line(jobs(root))
    began = time.monotonic()
    with ThreadPoolExecutor(lanes) as pool:
        lists = list(pool.map(work_off, [line] * lanes, [root] * lanes))
    done = [one for outcomes in lists for one in outcomes]
    _tell_time(done, time.monotonic() - began, lanes)
    return _judged(done)


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return told.strip() or "no commit"


def _tell_time(done: list[Outcome], wall: float, lanes: int) -> None:
    busy = sum(one.seconds for one in done)
    for one in sorted(done, key=lambda one: one.seconds, reverse=True)[:LONGEST]:
        print(f"{one.seconds:6.0f} s  {one.job.label}: {one.ran} tests, slowest {one.slowest}")
    idle = lanes * wall - busy
    print(f"{wall:.0f} s in {lanes} lanes, together idle for {idle:.0f} s")


def _judged(done: list[Outcome]) -> int:
    """Print the counts and what is wrong; return 1 when anything is."""
    found = {test for one in done for test in one.found}
    ran = {test for one in done for test in one.finished}
    wrong = [*_failures(done), *_idle(done), *_left_out(found - ran)]
    for one in (*wrong, *(text.partition("\n")[0] for text in wrong)):
        print(one)
    failed = sum(len(one.failures) for one in done)
    skipped = sum(len(one.skipped) for one in done)
    print(f"{len(ran)} of {len(found)} tests ran, {sum(one.ran for one in done)} times:")
    print(f"{sum(one.ran for one in done) - failed} passed, {failed} failed, {skipped} skipped")
    return int(bool(wrong) or any(one.code for one in done))


def _failures(done: list[Outcome]) -> Iterable[str]:
    return (text for one in done for text in one.failures)


def _idle(done: list[Outcome]) -> Iterable[str]:
    """Tell of tests that were skipped, or that were kept and did not end."""
    for one in done:
        for test in one.skipped:
            yield f"skipped, and none may be: {one.job.label} {test}"
        for test in sorted(set(one.kept) - set(one.finished)):
            yield f"did not end: {one.job.label} {test}"


def _left_out(never: set[str]) -> Iterable[str]:
    """Tell of tests that ran nowhere; only the narrowest scope may leave some out."""
    if os.environ["MC_SCOPE"] == Scope.TEST:
        print(f"{len(never)} tests are left to `make check`")
        return ()
    return (f"ran nowhere: {test}" for test in sorted(never))


if __name__ == "__main__":
    sys.exit(main())
