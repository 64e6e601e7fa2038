"""What came of a job, read from the report that report.py wrote."""

import json
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from tests.gate.line import Job


@dataclass
class Outcome:
    """A job's exit code and seconds; the tests it found, kept, finished; skips and failures."""

    job: Job
    code: int
    seconds: float
    found: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    finished: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def ran(self) -> int:
        """Return how many tests came to their end."""
        return len(self.finished)

    @property
    def slowest(self) -> str:
        """Return the test that took longest, with its seconds."""
        test = max(self.took, key=lambda one: self.took[one], default="")
        return f"{test} {self.took.get(test, 0):.1f} s"


def read(job: Job, code: int, seconds: float, report: Path) -> Outcome:
    """Return what came of a job; a report that is missing or has no list of tests is a failure."""
    done = Outcome(job, code, seconds)
    lines = report.read_text("utf-8").splitlines() if report.exists() else []
    for line in lines:
        _note(done, json.loads(line))
    if code and not done.failures:
        done.failures.append(f"{job.label} ended with exit code {code} and named no test")
    return done


def _note(done: Outcome, facts: dict) -> None:
    if "found" in facts:
        done.found, done.kept = facts["found"], facts["kept"]
        return
    test = facts["id"]
    done.took[test] = done.took.get(test, 0.0) + facts["took"]
    if facts["when"] == "teardown":
        done.finished.append(test)
    if facts["outcome"] == "skipped":
        done.skipped.append(test)
    if facts["outcome"] == "failed":
        done.failures.append(f"failed: {_command(done.job, test)}\n{facts['why']}")


def _command(job: Job, test: str) -> str:
    return f"MC_TEST_DATABASE={job.database} .venv/bin/python -m pytest {shlex.quote(test)}"
