"""The coverage of the manual: no cell is empty, and every test it names opens a real browser."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COVERAGE = ROOT / "docs" / "manual-coverage.md"
BROWSER = {"page", "office", "phone", "chromium", "sit_down", "hand", "open_page", "computer"}
"""Fixtures that give a page of Chromium."""

_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_FIRST = {"文"}


def rows():
    """Return the cells of each row of the tables, without titles and rules."""
    lines = [line for line in COVERAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    return [row for row in cells if row[0] not in _FIRST and set(row[0]) != {"-"}]


def arguments_of(path, name):
    """Return what the test asks for; None when there is no such test."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return {argument.arg for argument in node.args.args}
    return None


def test_every_sentence_has_a_screen_and_a_test():
    found = rows()

    assert len(found) > 30
    assert [row for row in found if len(row) != 3 or not all(row)] == []
    assert [row for row in found if not _TEST.search(row[2])] == []


def test_every_test_exists_and_opens_a_browser():
    named = sorted({one for row in rows() for one in _TEST.findall(row[2])})

    assert [one for one in named if not BROWSER & (arguments_of(*one) or set())] == []


def test_a_test_that_is_not_there_or_opens_no_browser_is_told_apart():
    here = Path(__file__).relative_to(ROOT)

    assert arguments_of(here, "test_of_nothing") is None
    assert arguments_of(here, "test_every_sentence_has_a_screen_and_a_test") == set()
