"""No `if` names a paper: what the house does with papers follows from the catalogue's rows."""

import ast
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from mcollector.rules.papers.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[3]
ROWS = {"number.py", "identity.py", "pairs.py"}
CODES = {paper.code for paper in CATALOGUE}
CODES |= {slot.code for paper in CATALOGUE for slot in paper.slots}
NAMED_ROWS = {"CARD_BACK", "CARD_FRONT"}
"""Rows with a name of their own: they may be shown, and are compared with as little."""
BRANCHES = (ast.Compare, ast.MatchValue)
PAGES = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def programs():
    """Return the product's Python files but the catalogue's rows."""
    found = [ROOT / "app.py", ROOT / "worker.py"]
    for folder in ("mcollector", "admin_views", "deploy"):
        found += (ROOT / folder).rglob("*.py")
    return [path for path in found if path.name not in ROWS]


def named_in_code(source):
    """Return the papers named by comparisons and cases, by a constant of the file as well."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for branch in (node for node in ast.walk(tree) if isinstance(node, BRANCHES)):
        parts = list(ast.walk(branch))
        aside = [constants[one.id] for one in parts if getattr(one, "id", "") in constants]
        parts += [part for one in aside if _is_plain(one) for part in ast.walk(one)]
        found += [name for part in parts if (name := _paper(part))]
    return found


def _is_plain(node):
    """Tell whether it is a text, or a collection of texts."""
    kinds = (ast.Constant, ast.Tuple, ast.List, ast.Set, ast.Load, ast.Name)
    calls = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("frozenset", "set")
    parts = [part for one in node.args for part in ast.walk(one)] if calls else ast.walk(node)
    return all(isinstance(part, kinds) for part in parts)


def _paper(node):
    if isinstance(node, ast.Constant):
        return node.value if node.value in CODES else None
    name = getattr(node, "attr", None) or getattr(node, "id", None)
    return name if name in NAMED_ROWS else None


def named_in_page(source):
    """Return the papers named by a template's comparisons, by a list of the template as well."""
    page = PAGES.parse(source)
    lists = {
        one.target.name: one.node
        for one in page.find_all(nodes.Assign)
        if isinstance(one.target, nodes.Name) and isinstance(one.node, nodes.Literal)
    }
    found = []
    for compared in page.find_all(nodes.Compare):
        aside = [lists[one.name] for one in compared.find_all(nodes.Name) if one.name in lists]
        found += [text.value for part in (compared, *aside) for text in _texts(part)]
    return [value for value in found if value in CODES]


def _texts(node):
    return [node] if isinstance(node, nodes.Const) else node.find_all(nodes.Const)


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("if paper.code == 'passport': pass", "passport"),
        ("x = 1 if 'card' != code else 2", "card"),
        ("found = [p for p in papers if p.code in ('tkc', 'gold')]", "tkc"),
        ("ALONE = frozenset({'licence'})\nif code in ALONE: pass", "licence"),
        ("while slot.code not in ['residence_card_back']: pass", "residence_card_back"),
        ("match paper.code:\n case 'notice': pass", "notice"),
        ("if slot == number_papers.CARD_BACK: pass", "CARD_BACK"),
        ("if slot is CARD_FRONT: pass", "CARD_FRONT"),
    ],
)
def test_a_paper_planted_in_a_branch_is_found(planted, name):
    assert named_in_code(planted) == [name]


@pytest.mark.parametrize(
    "planted",
    [
        "{% if slot.code == 'card_back' %}x{% endif %}",
        "{% set DRAWN = ('card_back', 'gold') %}{{ 1 if slot.code in DRAWN else 2 }}",
        "{% for one in slots if one.code != 'card_back' %}{% endfor %}",
    ],
)
def test_a_paper_planted_in_a_page_is_found(planted):
    assert named_in_page(planted) == ["card_back"]


def test_a_row_that_is_shown_is_no_branch():
    assert named_in_code("picture = 'card_back'\nshow(CARD_BACK)\nif x == 'gold': pass") == []
    assert named_in_page("{{ drawing('card_back') }}{% if x == 'gold' %}{% endif %}") == []


def test_no_branch_of_the_house_names_a_paper():
    found = {path: named_in_code(path.read_text()) for path in programs()}

    assert len(found) > 100
    assert {str(path): names for path, names in found.items() if names} == {}


def test_no_branch_of_a_page_names_a_paper():
    found = {path: named_in_page(path.read_text()) for path in (ROOT / "templates").rglob("*.*")}

    assert len(found) > 50
    assert {str(path): names for path, names in found.items() if names} == {}
