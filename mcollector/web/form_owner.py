"""Whose form it is: every form says, signed, for which account its page was made.

It gives no authority: it only keeps what one person typed from being shown to another, or sent by
them, when one browser has had the sessions of both.
"""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Flask, current_app, request
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from mcollector.web import state

FIELD = "form_owner"

_ENTERED, _MARKS = "entered", "form_marks"


@dataclass(frozen=True, slots=True)
class Owner:
    """An account; whose session it was when the page was made."""

    company_id: UUID
    account_id: UUID


def install(app: Flask) -> None:
    """Give templates `form_owner()`, the value of the field."""
    app.jinja_env.globals["form_owner"] = _current_mark


def find_current() -> Owner | None:
    """Return whose session the request has, or who has just come in with it; None for nobody."""
    entered: Owner | None = state.recall(_ENTERED)
    if entered is not None or not current_user.is_authenticated:
        return entered
    view = state.session()
    return Owner(view.company_id, view.account_id)


def enter(owner: Owner) -> None:
    """Make the forms of this request's page those of whoever has just come in."""
    state.remember(_ENTERED, owner)


def find_sent() -> Owner | None:
    """Return for whom the page was made whose form was sent; None when it does not say so."""
    return read(request.form.get(FIELD, ""))


def mark(owner: Owner) -> str:
    """Return the account, signed with the door's key."""
    return _signer().dumps([owner.company_id.hex, owner.account_id.hex])


def read(text: str) -> Owner | None:
    """Return the account of a mark; None for what this house has not signed."""
    try:
        company_id, account_id = _signer().loads(text)
    except BadSignature:
        return None
    return Owner(UUID(hex=company_id), UUID(hex=account_id))


def door_key() -> bytes:
    """Return the key of this door, which signs forms and never leaves the house."""
    return cast("bytes", current_app.secret_key)


def _current_mark() -> str:
    """Return the mark of the page's forms, made once a page."""
    owner = find_current()
    if owner is None:
        return ""
    marks: dict[Owner, str] = state.recall(_MARKS) or {}
    if owner not in marks:
        marks[owner] = mark(owner)
        state.remember(_MARKS, marks)
    return marks[owner]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(door_key(), salt="m-collector form owner v1")
