"""Rendering: a letter is a folder of templates with subject.txt, body.txt and body.html."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from jinja2.ext import Extension

from mcollector.mail.values import VALUES
from mcollector.rules.letters import LetterKind

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """A letter's words; they may hold a one-time secret, so they never print themselves."""

    subject: str
    text: str
    html: str = field(default="")


def render(kind: str, values: Mapping[str, object]) -> Rendered:
    """Return the letter of the kind, from the values that `values.VALUES` lists for it.

    A value nobody gave is a KeyError, one missing inside an item an UndefinedError; both name the
    key. An unknown kind is a ValueError. Values the kind does not list never reach its templates.
    """
    known = LetterKind(kind)
    needed = {key: values[key] for key in VALUES[known]}
    subject, text, html = (template.render(needed) for template in _templates(known))
    return Rendered(" ".join(subject.split()), text, html)


@cache
def _templates(kind: LetterKind) -> tuple[Template, ...]:
    """Return subject, text and HTML of the kind, compiled once a process."""
    names = ("subject.txt", "body.txt", "body.html")
    return tuple(environment().get_template(f"{kind.value}/{name}") for name in names)


class _Inlined(Extension):
    """Puts what a template includes where it is named: looking it up for each letter is slow."""

    _NAMED = re.compile(r'[ \t]*\{% include "([a-z_.]+)" %\}\n?')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with what it includes."""
        return self._NAMED.sub(
            lambda found: self.preprocess((TEMPLATES / found[1]).read_text(), name, filename),
            source,
        )


@cache
def environment() -> Environment:
    """Return where letters are written: HTML escapes, and nothing unknown passes as empty."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        auto_reload=False,
        extensions=[_Inlined],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
