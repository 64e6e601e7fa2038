"""Which template is named by what: by the product's code, by Flask-Admin, by another template."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_admin
from jinja2 import Environment, nodes

from tests.face.stand import ROOT

TEMPLATES = ROOT / "templates"
CODE = ("admin_views", "mcollector")
FLASK_ADMINS = Path(flask_admin.__file__).parent / "templates" / "bootstrap4"
PAGES = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def all_templates() -> set[str]:
    """Return every template's path below templates/."""
    return {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")}


def reached(sources: dict[str, str], begins: set[str]) -> set[str]:
    """Return what of `sources` (name: text) is reached from `begins`, over any number of steps."""
    leads = {name: _leads(name, source) for name, source in sources.items()}
    found: set[str] = set()
    waiting = begins & set(sources)
    while waiting:
        found |= waiting
        named = [pattern for name in waiting for pattern in leads[name]]
        waiting = {other for other in set(sources) - found if any(map(_matcher(other), named))}
    return found


def _leads(name: str, source: str) -> list[str]:
    """Return what the template names, below templates/ and not below its own folder."""
    below = "mail/" if name.startswith("mail/") else ""
    return [below + pattern for pattern in patterns(source)]


def _matcher(name: str) -> Callable[[str], bool]:
    return lambda pattern: re.fullmatch(pattern, name) is not None


def patterns(source: str) -> Iterator[str]:
    """Yield what a template names, as a pattern: a name put together has a gap in it."""
    for node in PAGES.parse(source).find_all(
        (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    ):
        yield _pattern(node.template)


def _pattern(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Const):
        return re.escape(node.value)
    if isinstance(node, nodes.Concat):
        return "".join(_pattern(part) for part in node.nodes)
    return r"\w*"


def named_in_code() -> set[str]:
    """Return what the product's code renders, and what stands here in Flask-Admin's place."""
    words, gaps = _strings()
    return {name for name in all_templates() if _is_named(name, words, gaps)}


def _is_named(name: str, words: set[str], gaps: set[str]) -> bool:
    own = name.removeprefix("mail/")
    filled = (re.fullmatch(gap, own) for gap in gaps)
    return (
        name in words
        or (FLASK_ADMINS / name).exists()
        or any(found is not None and set(found.groups()) <= words for found in filled)
    )


def _strings() -> tuple[set[str], set[str]]:
    """Return the code's strings, and its f-strings that look like a path with gaps."""
    words: set[str] = set()
    gaps: set[str] = set()
    for path in (file for folder in CODE for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                gaps.add("".join(_gap(part) for part in node.values))
    return words, {gap for gap in gaps if re.search(r"/|\.html", gap)}


def _gap(part: ast.expr) -> str:
    return re.escape(part.value) if isinstance(part, ast.Constant) else r"([\w.]+)"
