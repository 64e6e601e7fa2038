"""What the address of ユーザー一覧 asks for; what it cannot mean is as if it were not there."""

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from admin_views import asked
from mcollector.rules.states import PersonState
from mcollector.services.people import SIZES, TABS, PeopleQuery

KEPT = ("tab", "search", "state", "bounced", "sort", "desc", "page_size")
"""The arguments that stay when another one of them changes."""


def asked_for(
    sort: str | None, *, desc: bool, search: str | None, page: int, size: int
) -> PeopleQuery:
    """Return the query of this request; the arguments are those Flask-Admin has read."""
    return PeopleQuery(
        tab=tab(),
        text=search or "",
        sort=sort or "due",
        desc=desc,
        page=page + 1,
        size=size if size in SIZES else SIZES[0],
        after=asked.an_id("after"),
        before=asked.an_id("before"),
        state=state_asked(),
        bounced=request.args.get("bounced") == "1",
    )


def tab() -> str:
    """Return the tab asked for, or the first."""
    asked_tab = request.args.get("tab", "all")
    return asked_tab if asked_tab in TABS else "all"


def state_asked() -> PersonState | None:
    """Return the state asked for, or None."""
    word = request.args.get("state", "")
    return PersonState(word) if word in list(PersonState) else None


def address(**changes: Any) -> str:
    """Return the list's address as it is, with some arguments changed; None takes one out."""
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    wanted = {name: value for name, value in (kept | changes).items() if value not in (None, "")}
    return url_for("people.index_view") + (f"?{urlencode(wanted)}" if wanted else "")
