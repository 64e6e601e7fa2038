"""Rendering: a letter is a folder of templates with subject.txt, body.txt and body.html."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """A letter's words; they may hold a one-time secret, so they never print themselves."""

    subject: str
    text: str
    html: str = field(default="")


def render(kind: str, values: Mapping[str, object]) -> Rendered:
    """Return the letter; a value the templates name and nobody gave is UndefinedError."""
    subject, text, html = (
        _environment().get_template(f"{kind}/{name}").render(values)
        for name in ("subject.txt", "body.txt", "body.html")
    )
    return Rendered(" ".join(subject.split()), text.strip() + "\n", html)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
