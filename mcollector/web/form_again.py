"""A form that could not be taken, shown once more with what was typed, to be sent again."""

import re
from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from mcollector.rules.digits import ascii_digits

TOKEN = "csrf_token"  # noqa: S105 - a field's name
NEVER_BACK = frozenset({"password", "code", "number"})
"""Fields whose value is not put into a page again."""

_TWELVE = re.compile(r"[0-9]{12}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A page's own id may end in twelve digits by chance: one in three hundred does."""


Pairs = Sequence[tuple[str, str]]


def show_again(status: int, title: str, lead: str) -> ResponseReturnValue:
    """Return a page that sends the request's form to the same address again when it is pressed."""
    kept = typed_fields()
    address = request.full_path if request.args else request.path
    return render_again(title, lead, kept, address, lost=is_something_lost(kept)), status


def render_again(title: str, lead: str, kept: Pairs, address: str, *, lost: bool) -> str:
    """Return such a page; `lost` says that something has to be typed or chosen once more."""
    return render_template(
        "entrance/again.html", title=title, lead=lead, kept=kept, lost=lost, address=address
    )


def typed_fields() -> Pairs:
    """Return what was typed and may stand in a page: no password, no code, no My Number."""
    pairs = request.form.items(multi=True)
    return [pair for pair in pairs if pair[0] != TOKEN and _may_stand(*pair)]


def is_something_lost(kept: Pairs) -> bool:
    """Tell whether something was sent that has to be typed or chosen once more."""
    sent = [pair for pair in request.form.items(multi=True) if pair[0] != TOKEN and pair[1]]
    return any(file.filename for file in request.files.values()) or not set(sent) <= set(kept)


def _may_stand(name: str, value: str) -> bool:
    if name in NEVER_BACK:
        return False
    return _UUID.fullmatch(value) is not None or _TWELVE.search(ascii_digits(value)) is None
