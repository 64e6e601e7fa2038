"""The templates as files: lines that can be read, small folders, nothing nobody shows."""

from collections import Counter
from unicodedata import east_asian_width

import pytest

from tests.face.template_names import TEMPLATES, all_templates, named_in_code, reached

COLUMNS = 140
MOST_FILES = 25


def long_lines(source):
    """Return the numbers of the lines over COLUMNS; a Japanese character takes two of them."""
    return [number for number, line in enumerate(source.splitlines(), 1) if width(line) > COLUMNS]


def width(line):
    """Return how many columns of a terminal a line takes (Unicode Standard Annex 11)."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


def test_no_line_of_a_template_is_too_long():
    found = {
        str(path.relative_to(TEMPLATES)): numbers
        for path in TEMPLATES.rglob("*.*")
        if (numbers := long_lines(path.read_text()))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("planted", "found"),
    [("あ" * 70, []), ("あ" * 70 + "a", [1]), ("<p>\n" + "a" * 141 + "\n", [2])],
)
def test_a_planted_long_line_is_found(planted, found):
    assert long_lines(planted) == found


def test_no_folder_of_templates_is_a_hall():
    folders = Counter(path.parent for path in TEMPLATES.rglob("*.*"))

    assert {folder.name: count for folder, count in folders.items() if count > MOST_FILES} == {}


def test_every_template_is_reached():
    sources = {name: (TEMPLATES / name).read_text() for name in all_templates()}

    assert set(sources) - reached(sources, named_in_code()) == set()


def test_a_planted_orphan_is_found():
    sources = {
        "page.html": '{% extends "base.html" %}{% include "part" ~ kind ~ ".html" %}',
        "base.html": '{% from "icons.html" import icon %}',
        "part_one.html": "",
        "icons.html": "",
        "orphan.html": '{% extends "base.html" %}{% include "friend.html" %}',
        "friend.html": "",
    }

    assert set(sources) - reached(sources, {"page.html"}) == {"orphan.html", "friend.html"}
