"""What a call of pytest found, kept and saw, line by line in the file MC_REPORT, for the runner."""

import json
import os
from pathlib import Path

import pytest

from deploy.running import end_with
from tests.gate.choice import DATABASE, facts_of, is_wanted

LAST_CHARACTERS = 3000

_PATH = os.environ.pop("MC_REPORT", os.devnull)  # a test that calls pytest has a report of its own
_REPORT = Path(_PATH).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - open to the end
"""Opened before any test: some watch which files are made."""


def _add(**facts: object) -> None:
    _REPORT.write(json.dumps(facts) + "\n")


def pytest_configure() -> None:
    """End with the runner, if a runner called: whoever kills it means all of the run."""
    if runner := os.environ.pop("MC_RUNNER", ""):
        end_with(int(runner))


def pytest_unconfigure() -> None:
    """Close the report: nothing is said after this."""
    _REPORT.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what runs on this database, and say what was found and what is kept."""
    found = [item.nodeid for item in items]
    gone = [item for item in items if not is_wanted(facts_of(item), DATABASE)]
    config.hook.pytest_deselected(items=gone)
    items[:] = [item for item in items if item not in set(gone)]
    _add(found=found, kept=[item.nodeid for item in items])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say how each part of a test ended: the end of what pytest tells of a failure."""
    why = report.longreprtext[-LAST_CHARACTERS:] if report.failed else ""
    _add(id=report.nodeid, when=report.when, outcome=report.outcome, why=why, took=report.duration)
