"""Runs everything: once what needs no database, then the rest on SQLite and on PostgreSQL.

Prints how many tests ran on each, and fails when a test ran on one only without naming it
(markers `sqlite`, `postgres`) or when any was skipped.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

WITHOUT = ("rules", "vault", "images", "mail", "face", "deploy")
HERE = Path(__file__).parent


def folders(*, without_database: bool) -> list[str]:
    """Return the folders of tests that need no database, or the others."""
    names = sorted(path.name for path in HERE.iterdir() if list(path.glob("test_*.py")))
    return [f"tests/{name}" for name in names if (name in WITHOUT) == without_database]


def run(label: str, where: list[str], database: str) -> tuple[int, set[str], int]:
    """Run the folders; return the exit code, the names of the tests, and how many were skipped."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        print(f"== {label}: {' '.join(where)}", flush=True)
        code = subprocess.run(
            [sys.executable, "-m", "pytest", f"--junitxml={report}", *where],
            env={**os.environ, "MC_TEST_DATABASE": database},
            check=False,
        ).returncode
        cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 - our own report
        found = [(f"{case.get('classname')}::{case.get('name')}", case) for case in cases]
    skipped = sum(case.find("skipped") is not None for _, case in found)
    return code, {name for name, _ in found}, skipped


def marked(name: str) -> set[str]:
    """Return the tests that name one database: the set in which the runs may differ."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-m", name, "tests"],
        env={**os.environ, "MC_TEST_DATABASE": name},
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    lines = [line for line in listed.splitlines() if "::" in line]
    return {line.removesuffix("\n").replace(".py::", "::").replace("/", ".") for line in lines}


def main() -> int:
    """Run all; return 0 only when everything passed on both."""
    code, once, skipped = run("no database", folders(without_database=True), "sqlite")
    rest = folders(without_database=False)
    on_sqlite, sqlite, skipped_there = run("SQLite", rest, "sqlite")
    on_postgres, postgres, skipped_too = run("PostgreSQL", rest, "postgres")
    differing = (sqlite - postgres - marked("sqlite")) | (postgres - sqlite - marked("postgres"))
    print(f"tests without a database: {len(once)}")
    print(f"tests on SQLite: {len(sqlite)}, on PostgreSQL: {len(postgres)}")
    print(f"only on SQLite: {sorted(sqlite - postgres)}")
    print(f"only on PostgreSQL: {sorted(postgres - sqlite)}")
    if differing:
        print(f"these ran on one database without saying so: {sorted(differing)}")
    idle = skipped + skipped_there + skipped_too
    if idle:
        print(f"{idle} tests were skipped; none may be")
    return int(any((code, on_sqlite, on_postgres, differing, idle)))


if __name__ == "__main__":
    sys.exit(main())
