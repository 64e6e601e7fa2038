"""The files of the face: their size, what they may not hold, nothing they name missing."""

import re

import pytest

from mcollector.rules.review import return_reasons
from tests.face.stand import ROOT

SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b"
)
DRAWINGS = {"card_back", "card_front", "notice", "residence", "photo_id"}
EXAMPLES = {"good", "blurred", "glare", "cut_off", "dark"}
REASONS = {reason.drawing for reason in return_reasons.REASONS}


def test_no_template_switches_escaping_off():
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    assert len(pages) > 15
    assert [page for page in pages if re.search(r"\|\s*safe\b|autoescape", page)] == []


def test_budgets_of_the_files():
    static = ROOT / "static"
    assert (static / "mc.css").stat().st_size <= 30 * 1024
    assert all(own.stat().st_size <= 5 * 1024 for own in static.glob("mc-*.css"))
    assert (static / "mc.js").stat().st_size <= 15 * 1024
    assert max(drawing.stat().st_size for drawing in static.glob("drawings/*.svg")) <= 3 * 1024


@pytest.mark.parametrize(
    "script",
    [
        "mc.js",
        "mc-admin.js",
        "mc-review.js",
        "mc-viewer.js",
        "mc-review-cover.js",
        "mc-review-number.js",
        "mc-review-keys.js",
        "mc-return.js",
    ],
)
def test_a_script_uses_no_sink_and_writes_no_style(script):
    text = (ROOT / "static" / script).read_text()
    assert SINKS.findall(text) == []


def test_every_icon_and_drawing_a_template_names_is_there():
    named = "\n".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    symbols = set(re.findall('symbol id="(.*?)"', (ROOT / "static/icons.svg").read_text()))
    assert set(re.findall(r'\bicon\("([\w-]+)"\)', named)) - symbols == set()
    drawn = {path.stem for path in (ROOT / "static/drawings").glob("*.svg")}
    assert drawn == DRAWINGS | EXAMPLES | REASONS
