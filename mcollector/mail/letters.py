"""Rendering: a letter is a folder of templates with subject.txt, body.txt and body.html."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from jinja2.ext import Extension

from mcollector.mail.values import VALUES
from mcollector.rules.letters import texts
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"

TEST = "【テスト送信】"
"""Begins the subject of a letter that only shows how one looks."""


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """A letter's words; they may hold a one-time secret, so they never print themselves."""

    subject: str
    text: str
    html: str = field(default="")


def render(
    kind: str,
    values: Mapping[str, object],
    wording: Wording | None = None,
    *,
    is_test: bool = False,
) -> Rendered:
    """Return the letter of the kind, from the values that `values.VALUES` lists for it.

    `wording` stands in for the subject and for each language it has; it is filled in, never run.
    One that `is_test` says so first, in its subject and in both parts. A value
    nobody gave is a KeyError, one missing inside an item an UndefinedError; both name the key. An
    unknown kind is a ValueError. Values the kind does not list never reach its templates.
    """
    known = LetterKind(kind)
    needed = {key: values[key] for key in VALUES[known]}
    if wording is not None or is_test:
        return _worded(known, needed, wording or Wording("", ""), is_test=is_test)
    subject, text, html = (template.render(needed) for template in _templates(known))
    return Rendered(" ".join(subject.split()), text, html)


def _worded(
    kind: LetterKind, values: Mapping[str, object], wording: Wording, *, is_test: bool
) -> Rendered:
    """Put the company's paragraphs, filled in, where the kind's templates have their own."""
    own = {
        language.name.lower(): paragraphs(values, wording, language) for language in MailLanguage
    }
    usual, *house = _templates(kind)
    text, html = (
        environment()
        .get_template(f"parts/worded.{form}")
        .render(values, own=own, house=body, is_test=is_test)
        for form, body in zip(("txt", "html"), house, strict=True)
    )
    if wording.subject:
        subject = _filled(texts.cut(wording.subject), values)
    else:
        subject = usual.render(values)
    return Rendered(" ".join(f"{TEST if is_test else ''}{subject}".split()), text, html)


def paragraphs(
    values: Mapping[str, object],
    wording: Wording,
    language: MailLanguage = MailLanguage.STANDARD,
) -> list[dict[str, object]]:
    """Return the company's paragraphs: what each is, and its lines filled in, not yet escaped."""
    return [
        {"what": part.what, "lines": [_filled(line, values) for line in part.lines]}
        for part in texts.parts(wording.body_of(language), language)
    ]


def _filled(pieces: tuple[str, ...], values: Mapping[str, object]) -> str:
    filled = list(pieces)
    filled[1::2] = [str(values[name]) for name in pieces[1::2]]
    return "".join(filled)


@cache
def _templates(kind: LetterKind) -> tuple[Template, ...]:
    """Return subject, text and HTML of the kind, compiled once a process."""
    names = ("subject.txt", "body.txt", "body.html")
    return tuple(environment().get_template(f"{kind.value}/{name}") for name in names)


class _Inlined(Extension):
    """Puts what a template includes where it is named: looking it up for each letter is slow."""

    _NAMED = re.compile(r'[ \t]*\{% include "([a-z_./]+)" %\}\n?')

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
