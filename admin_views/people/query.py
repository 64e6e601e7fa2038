"""The query in the address of ユーザー一覧; an argument that cannot be read is ignored."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import lazy_gettext

from admin_views import forms
from mcollector.rules.states import PersonState
from mcollector.services.editing.selection import Everyone
from mcollector.services.people.query import SIZES, TABS, PeopleQuery

TITLES = {
    "all": lazy_gettext("全員"),
    "late": lazy_gettext("期限超過"),
    "to_review": lazy_gettext("確認待ち"),
    "returned": lazy_gettext("差し戻し"),
    "waiting": lazy_gettext("提出待ち"),
    "verified": lazy_gettext("確認済み"),
    "retired": lazy_gettext("退職"),
}
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
        after=forms.optional_id("after"),
        before=forms.optional_id("before"),
        state=_state_in(request.args),
        bounced=request.args.get("bounced") == "1",
    )


def tab() -> str:
    """Return the tab asked for, or the first."""
    return _tab_in(request.args)


def everyone() -> Everyone | None:
    """Return the form's 「検索結果の全員」 with its conditions; None where it is not ticked."""
    if request.form.get("everyone") != "1":
        return None
    query = PeopleQuery(
        tab=_tab_in(request.form),
        text=request.form.get("search", ""),
        state=_state_in(request.form),
        bounced=request.form.get("bounced") == "1",
    )
    return Everyone(query, forms.optional_id("beyond"))


def _tab_in(values: Mapping[str, str]) -> str:
    word = values.get("tab", "all")
    return word if word in TABS else "all"


def _state_in(values: Mapping[str, str]) -> PersonState | None:
    word = values.get("state", "")
    return PersonState(word) if word in list(PersonState) else None


def address(**changes: Any) -> str:
    """Return the list's address as it is, with some arguments changed; None takes one out."""
    return address_in(request.args, **changes)


def address_in(values: Mapping[str, str], **changes: Any) -> str:
    """Return the list's address with those of its arguments that are in the values."""
    kept = {name: values[name] for name in KEPT if values.get(name)}
    wanted = {name: value for name, value in (kept | changes).items() if value not in (None, "")}
    return url_for("people.index_view") + (f"?{urlencode(wanted)}" if wanted else "")
