"""A form that could not be taken, shown to whoever typed it and sent again when they press."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mcollector.rules.digits import ascii_digits
from mcollector.web import form_owner, form_words, state

TOKEN = "csrf_token"  # noqa: S105 - a field's name
OURS = frozenset({TOKEN, form_owner.FIELD})
"""Fields of every form; each page gets its own."""
NEVER_BACK = frozenset({"password", "now", "factor_password", "code", "number"})
"""Fields whose value is not put into a page again."""
COMPARED = "typed_"
"""How the fields of 照合入力 begin: digits read on a paper, twelve or not yet."""

_TWELVE = re.compile(r"[0-9]{12}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A page's own id may end in twelve digits by chance: one in three hundred does."""


Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Again:
    """A form to be sent again: where to, what was typed, and whether some of it is missing."""

    address: str
    fields: Pairs = field(repr=False)
    is_incomplete: bool


def show_again(status: int, title: str, lead: str) -> ResponseReturnValue:
    """Return a page that shows the request's form and sends it again when it is pressed."""
    name = state.session().name if current_user.is_authenticated else ""
    return render_again(title, lead, name, sent_form()), status


def sent_form() -> Again:
    """Return what the request sent, without what may not stand in a page."""
    kept = typed_fields()
    address = request.full_path if request.args else request.path
    return Again(address, kept, _is_something_lost(kept))


def render_again(title: str, lead: str, name: str, form: Again) -> str:
    """Return such a page; `name` is the person's whose form it is, empty where nobody is known."""
    return render_template(
        "entrance/again.html",
        title=title,
        lead=lead,
        name=name,
        form=form,
        deed=form_words.find_deed(form.address, form_owner.find_current()),
        shown=form_words.find_rows(form.fields),
    )


def typed_fields() -> Pairs:
    """Return what was typed and may stand in a page: no password, no code, no My Number."""
    pairs = request.form.items(multi=True)
    return [pair for pair in pairs if pair[0] not in OURS and _may_stand(*pair)]


def _is_something_lost(kept: Pairs) -> bool:
    """Tell whether something was sent that has to be typed or chosen once more."""
    sent = {pair for pair in request.form.items(multi=True) if pair[0] not in OURS and pair[1]}
    return any(file.filename for file in request.files.values()) or not sent <= set(kept)


def _may_stand(name: str, value: str) -> bool:
    if name in NEVER_BACK or name.startswith(COMPARED):
        return False
    return _UUID.fullmatch(value) is not None or _TWELVE.search(ascii_digits(value)) is None
