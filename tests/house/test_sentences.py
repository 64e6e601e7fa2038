"""Every sentence a page can show goes through gettext, with Japanese as its msgid."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[2]
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
MARKS = {"_", "say", "gettext", "lazy_gettext"}
DOORS = ("admin_views", "mcollector/portal", "mcollector/web")
FOR_OPERATORS = ROOT / "mcollector" / "web" / "commands"


def pages():
    """Return every page's template; a letter is a folder with its languages side by side."""
    found = (ROOT / "templates").rglob("*.html")
    return [path for path in found if "mail" not in path.relative_to(ROOT).parts[:2]]


def bare_in_template(source):
    tokens = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).lex(source)
    return [value.strip() for _, kind, value in tokens if kind == "data" and JAPANESE.search(value)]


def bare_in_code(source):
    tree = ast.parse(source)
    marked = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKS
        for part in ast.walk(call)
    }
    words = {id(text) for node in ast.walk(tree) if (text := docstring(node)) is not None}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and JAPANESE.search(node.value)
        and id(node) not in marked | words
    ]


def docstring(node):
    """Return the text of an expression that is nothing but a string."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return node.value if is_text else None


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_has_a_sentence_of_its_own(path):
    assert bare_in_template(path.read_text()) == []


@pytest.mark.parametrize("door", DOORS)
def test_no_door_has_a_sentence_of_its_own(door):
    found = {
        str(path.relative_to(ROOT)): bare
        for path in (ROOT / door).rglob("*.py")
        if path.parent != FOR_OPERATORS and (bare := bare_in_code(path.read_text()))
    }

    assert found == {}


def test_planted_sentences_are_found():
    assert bare_in_template("<p>{{ _('よい') }} わるい</p>") == ["わるい</p>"]
    assert bare_in_code('"""説明"""\nflash(_("よい"))\nflash("わるい")') == ["わるい"]
