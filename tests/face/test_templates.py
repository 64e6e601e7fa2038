"""The templates as files: no line too long to read."""

import pytest

from tests.face.stand import ROOT

COLUMNS = 140
TEMPLATES = ROOT / "templates"


def long_lines(source):
    """Return the numbers of the lines over COLUMNS, counted in characters."""
    return [number for number, line in enumerate(source.splitlines(), 1) if len(line) > COLUMNS]


def test_no_line_of_a_template_is_too_long():
    found = {
        str(path.relative_to(TEMPLATES)): numbers
        for path in TEMPLATES.rglob("*.*")
        if (numbers := long_lines(path.read_text()))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("planted", "found"), [("あ" * 140, []), ("あ" * 141, [1]), ("<p>\n" + "a" * 141 + "\n", [2])]
)
def test_a_planted_long_line_is_found(planted, found):
    assert long_lines(planted) == found
