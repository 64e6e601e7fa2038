"""Which test runs where: once, on a chosen database, on both; and nobody passes the rule by."""

import re
from pathlib import Path

import pytest

from tests.gate.choice import (
    DATABASES,
    FIXTURES,
    ON_BOTH,
    SHARED_HOUSES,
    WIDE,
    Facts,
    Scope,
    databases,
    is_wanted,
)

BOTH, SQLITE, POSTGRES = frozenset(DATABASES), frozenset({"sqlite"}), frozenset({"postgres"})
TESTS = Path(__file__).parents[1]
OFFICE = "tests/office/people/test_list.py::test_rows"
UNLIKE = re.compile(r"exec_driver_sql|import (.*, )?text\n|EXPLAIN|schema\.upgrade|Barrier\(")
"""What a test says that is about the database under it: statements as text, plans, migrations,
and what happens at one moment, which locks keep apart."""


def test_what_touches_no_database_runs_once():
    rows = [databases(Facts("tests/rules/test_a.py::b", touches=False), one, "c") for one in Scope]

    assert rows == [SQLITE] * 3


@pytest.mark.parametrize("name", DATABASES)
def test_what_names_a_database_runs_there(name):
    rows = [databases(Facts(OFFICE, frozenset({name})), one, "c") for one in Scope]

    assert rows == [frozenset({name})] * 3


@pytest.mark.parametrize(
    "facts",
    [Facts(OFFICE, frozenset({"both"})), *(Facts(f"tests/{one}/test_a.py::b") for one in ON_BOTH)],
)
def test_what_is_about_the_databases_runs_on_both_from_check_on(facts):
    assert len(databases(facts, Scope.TEST, "c")) == 1
    assert databases(facts, Scope.CHECK, "c") == databases(facts, Scope.ALL, "c") == BOTH


def test_the_others_meet_both_databases_as_the_commit_changes():
    chosen = [databases(Facts(OFFICE), Scope.CHECK, str(commit)) for commit in range(20)]

    assert set(chosen) == {SQLITE, POSTGRES}
    assert databases(Facts(OFFICE), Scope.ALL, "0") == BOTH


@pytest.mark.parametrize("marks", [set(), {"both"}, {"wide"}, {"sqlite"}, {"one_house"}])
@pytest.mark.parametrize("choice", ["0", "1", "2", "3"])
def test_a_scope_holds_all_that_the_narrower_one_runs(marks, choice):
    narrow, check, widest = (
        databases(Facts(OFFICE, frozenset(marks)), one, choice) for one in Scope
    )

    assert narrow <= check <= widest
    assert check != frozenset()


@pytest.mark.parametrize(
    "facts",
    [Facts(OFFICE, frozenset({"wide"})), *(Facts(f"tests/{one}/test_a.py::b") for one in WIDE)],
)
def test_what_is_wide_is_left_to_check(facts):
    assert databases(facts, Scope.TEST, "c") == frozenset()
    assert databases(facts, Scope.CHECK, "c") != frozenset()


def test_tests_that_share_a_house_go_to_one_database():
    tests = [Facts(f"tests/crash/test_a.py::test_{n}") for n in range(20)]
    marked = [Facts(f"tests/web/test_a.py::test_{n}", frozenset({"one_house"})) for n in range(20)]

    assert len({databases(one, Scope.CHECK, "c") for one in tests}) == 1
    assert len({databases(one, Scope.CHECK, "c") for one in marked}) == 1


def test_by_hand_a_test_runs_on_the_named_database():
    assert is_wanted(Facts(OFFICE), "postgres", {})
    assert not is_wanted(Facts(OFFICE, frozenset({"sqlite"})), "postgres", {})


def test_nobody_asks_late_for_a_database():
    """A fixture asked for by name in the middle of a test is not seen by the rule."""
    late = re.compile(rf"getfixturevalue\(\s*[\"']({'|'.join(sorted(FIXTURES))})[\"']")
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if late.search(_text(path)) and path != Path(__file__)
    }

    assert late.search('request.getfixturevalue("postgres")')
    assert found == {"conftest.py", "journeys/conftest.py"}


def test_what_is_about_a_database_says_so():
    """A file with statements of its own, plans or migrations has tests that run on both."""
    named = ON_BOTH | SHARED_HOUSES
    marked = re.compile(r"pytest\.mark\.(both|sqlite|postgres)\b")
    files = [
        path for path in TESTS.rglob("test_*.py") if path.relative_to(TESTS).parts[0] not in named
    ]
    unlike = [path for path in files if UNLIKE.search(_text(path)) and path != Path(__file__)]
    silent = [path.name for path in unlike if not marked.search(_text(path))]

    assert "test_mail_text_migration.py" in {path.name for path in unlike}
    assert silent == []


def _text(path):
    return path.read_text("utf-8")
