"""Sessions: a cookie for each door, a row in the database; Flask-Login only tells who is here."""

import base64
import binascii
from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response, current_app, request
from flask import session as page_session
from flask_login import LoginManager

from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.rules.errors import NotSaved
from mcollector.rules.login import devices
from mcollector.services.login import sessions
from mcollector.services.login.sessions import SessionView
from mcollector.web.policies import Access, find_policy
from mcollector.web.state import toolbox

DRAFT_DAYS = 14
_COOKIES = {"portal": "mc-portal", "admin": "mc-office", "draft": "mc-draft", "known": "mc-known"}

_BOTH = ("portal", "admin")
_COUNTING = {
    Access.PERSON: ("portal",),
    Access.HANDOFF: ("portal",),
    Access.STAFF: ("admin",),
    Access.ENROL: ("admin",),
    Access.FACTOR_STAGE: ("admin",),
}


class Visitor:
    """Who is here, as Flask-Login wants it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, view: SessionView) -> None:
        self.view = view

    def get_id(self) -> str:
        """Return an empty id: sessions are found by their cookie alone."""
        return ""


def install(app: Flask) -> None:
    """Let `current_user` be whoever the request's cookie belongs to."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_load)


def _load(asked: Request) -> Visitor | None:
    """Return who is here: of the doors the endpoint belongs to, the session at its stage first."""
    rule = find_policy(asked.endpoint)
    access = rule.access if rule is not None else Access.PUBLIC
    living = [
        view for door in _doors_of(access) if (view := _find_at_door(asked, door)) is not None
    ]
    living.sort(key=lambda view: view.stage != access.value)
    return Visitor(living[0]) if living else None


def living() -> list[SessionView]:
    """Return every session this browser has: one may be open at each door."""
    found = (_find_at_door(request, door) for door in _doors_of(Access.PUBLIC))
    return [view for view in found if view is not None]


def has_cookie() -> bool:
    """Tell whether the browser brought a session's cookie, living or not."""
    return any(cookie_name(door) in request.cookies for door in doors())


def _doors_of(access: Access) -> list[str]:
    """Return the open doors whose cookie counts: one browser may hold a session of each."""
    return [door for door in _COUNTING.get(access, _BOTH) if door in doors()]


def _find_at_door(asked: Request, door: str) -> SessionView | None:
    view = _find_session(asked.cookies.get(cookie_name(door), ""))
    return view if view is not None and view.is_staff == (door == "admin") else None


def _find_session(cookie: str) -> SessionView | None:
    company, _, token = cookie.partition(".")
    try:
        company_id = UUID(hex=company)
    except ValueError:
        return None
    if company_id == SYSTEM_COMPANY:
        return None
    visitor = Actor.visitor(company_id)
    with toolbox().read(visitor) as uow:
        view = sessions.find_session(uow, token)
        now = uow.now
    if view is None:
        return None
    device = devices.describe_device(request.headers.get("User-Agent", "")) if view.is_staff else ""
    if view.needs_touch(now) or view.device != device:
        with suppress(NotSaved), toolbox().work(visitor) as uow:
            sessions.touch(uow, view.session_id, device)
    return view


def doors() -> frozenset[str]:
    """Return the doors this process has open."""
    opened: frozenset[str] = current_app.extensions["doors"]
    return opened


def cookie_name(what: str) -> str:
    """Return the name of a cookie: `mc-portal`, `mc-office`, `mc-draft`, `mc-known`."""
    name = _COOKIES[what]
    return f"__Host-{name}" if toolbox().config.secure_cookies else name


def set_session(response: Response, company_id: UUID, token: str, *, is_staff: bool) -> None:
    """Give the browser its session; it ends with the browser or in the database.

    Tokens of forms begin anew: what was on the page before belongs to nobody known.
    """
    page_session.clear()
    door = "admin" if is_staff else "portal"
    _set(response, cookie_name(door), f"{company_id.hex}.{token}", None)


def clear_sessions(response: Response) -> None:
    """Delete the sessions' cookies and what the browser kept; the draft's key stays."""
    page_session.clear()
    for door in doors():
        response.delete_cookie(cookie_name(door), httponly=True, **_flags())
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def device_key() -> bytes | None:
    """Return the key of this device's draft, or None on a device without one."""
    try:
        key = base64.urlsafe_b64decode(request.cookies.get(cookie_name("draft"), ""))
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None


def set_device_key(response: Response, key: bytes) -> None:
    """Give the device the key of its draft, for 14 days; it survives a logout."""
    text = base64.urlsafe_b64encode(key).decode()
    set_cookie(response, "draft", text, days=DRAFT_DAYS)


def set_cookie(response: Response, what: str, value: str, *, days: int) -> None:
    """Let the browser keep a value for so many days; it survives a logout."""
    _set(response, cookie_name(what), value, days * 24 * 3600)


def _set(response: Response, name: str, value: str, max_age: int | None) -> None:
    response.set_cookie(name, value, max_age=max_age, httponly=True, **_flags())


def _flags() -> dict[str, Any]:
    return {"path": "/", "secure": toolbox().config.secure_cookies, "samesite": "Strict"}
