"""Runs everything: once what needs no database, and the rest on SQLite and on PostgreSQL.

Two runs go side by side, for the machine has two cores; each line says whose it is. At the end it
prints how many tests ran on each database, fails when a test ran on one only without naming it
(markers `sqlite`, `postgres`) or when any was skipped, and says last what failed and why, then the
names alone: the run that ends first is far up by then.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

WITHOUT = ("rules", "vault", "images", "mail", "face", "deploy")
HERE = Path(__file__).parent
SIDE_BY_SIDE = 2
LAST_CHARACTERS = 3000


@dataclass(frozen=True)
class Run:
    """What came of one call of pytest: its exit code, the tests' names, skips, and failures."""

    code: int
    names: frozenset[str]
    skipped: int
    failures: tuple[str, ...]


def folders(*, without_database: bool) -> list[str]:
    """Return the folders of tests that need no database, or the others."""
    names = sorted(path.name for path in HERE.iterdir() if list(path.glob("test_*.py")))
    return [f"tests/{name}" for name in names if (name in WITHOUT) == without_database]


def run(label: str, where: list[str], database: str) -> Run:
    """Run the folders, print what pytest says as it says it, and return what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        print(f"{label:10} | {' '.join(where)}", flush=True)
        code = _told(label, f"--junitxml={report}", where, database)
        cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 - our own report
    skipped = sum(case.find("skipped") is not None for case in cases)
    failures = tuple(f"{label} | {text}" for case in cases for text in _failures(case))
    return Run(code, frozenset(map(_name, cases)), skipped, failures)


def _name(case: ET.Element) -> str:
    return f"{case.get('classname')}::{case.get('name')}"


def _failures(case: ET.Element) -> list[str]:
    """Return why a test failed, or broke before or after itself: the end of each report."""
    told = [one for kind in ("failure", "error") for one in case.findall(kind)]
    return [f"{_name(case)}\n{(one.text or '')[-LAST_CHARACTERS:]}" for one in told]


def _told(label: str, report: str, where: list[str], database: str) -> int:
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", report, *where],
        env={**os.environ, "MC_TEST_DATABASE": database},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pytest:
        for line in pytest.stdout:
            print(f"{label:10} | {line}", end="", flush=True)
    return pytest.returncode


def marked(name: str) -> set[str]:
    """Return the tests that name one database: the set in which the runs may differ."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-m", name, "tests"],
        env={**os.environ, "MC_TEST_DATABASE": name},
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    return {_as_reported(line) for line in listed.splitlines() if "::" in line}


def _as_reported(node: str) -> str:
    """Return a test's id as the report writes it: `tests.house.test_walk.TestClass::test_name`."""
    path, bracket, parameters = node.partition("[")
    where, _, name = path.replace(".py::", "::").replace("/", ".").rpartition("::")
    return where.replace("::", ".") + "::" + name + bracket + parameters


def main() -> int:
    """Run all; return 0 only when everything passed on both."""
    rest, once = folders(without_database=False), folders(without_database=True)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as both:
        on_postgres = both.submit(run, "PostgreSQL", rest, "postgres")
        on_sqlite = both.submit(run, "SQLite", rest, "sqlite")
        on_none = both.submit(run, "no database", once, "sqlite")
    postgres, sqlite, none = on_postgres.result(), on_sqlite.result(), on_none.result()
    unlike = _compared(sqlite, postgres, none)
    failures = (*postgres.failures, *sqlite.failures, *none.failures)
    for one in (*failures, *(failure.partition("\n")[0] for failure in failures)):
        print(f"failed: {one}")
    return max(unlike, *(one.code for one in (postgres, sqlite, none)))


def _compared(sqlite: Run, postgres: Run, none: Run) -> int:
    """Print the counts; return 1 when the runs differ in what names no database, or idled."""
    differing = (sqlite.names - postgres.names - marked("sqlite")) | (
        postgres.names - sqlite.names - marked("postgres")
    )
    idle = sum(one.skipped for one in (sqlite, postgres, none))
    ran = len(none.names) + len(sqlite.names) + len(postgres.names)
    print(f"{ran} tests ran: without a database {len(none.names)},")
    print(f"tests on SQLite: {len(sqlite.names)}, on PostgreSQL: {len(postgres.names)}")
    print(f"only on SQLite: {sorted(sqlite.names - postgres.names)}")
    print(f"only on PostgreSQL: {sorted(postgres.names - sqlite.names)}")
    if differing:
        print(f"these ran on one database without saying so: {sorted(differing)}")
    if idle:
        print(f"{idle} tests were skipped; none may be")
    return int(bool(differing or idle))


if __name__ == "__main__":
    sys.exit(main())
