"""Sessions: a cookie a door, a row in the database; Flask-Login only tells who is here."""

import base64
import binascii
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response, current_app, request
from flask_login import LoginManager

from mcollector.rules.actor import Actor
from mcollector.services import sessions
from mcollector.services.sessions import SessionView
from mcollector.web.state import toolbox

DRAFT_DAYS = 14


class Visitor:
    """Who is here, as Flask-Login wants it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, view: SessionView) -> None:
        self.view = view

    def get_id(self) -> str:
        """Return nothing of use: sessions are found by their cookie alone."""
        return ""


def install(app: Flask) -> None:
    """Let `current_user` be whoever the request's cookie belongs to."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_load)


def _load(asked: Request) -> Visitor | None:
    for door in ("portal", "admin"):
        view = _find(asked.cookies.get(cookie_name(door), "")) if door in doors() else None
        if view is not None and view.is_staff == (door == "admin") and _fits(asked, door):
            return Visitor(view)
    return None


def _fits(asked: Request, door: str) -> bool:
    """Let the office's cookie count under /admin/ and the portal's under /my/; elsewhere either."""
    path = asked.path
    return not (path.startswith("/my/") and door == "admin") and not (
        path.startswith("/admin") and door == "portal"
    )


def _find(cookie: str) -> SessionView | None:
    company, _, token = cookie.partition(".")
    try:
        company_id = UUID(hex=company)
    except ValueError:
        return None
    visitor = Actor.visitor(company_id)
    with toolbox().read(visitor) as uow:
        view = sessions.find_session(uow, token)
        stale = view is not None and sessions.needs_touch(uow, view.session_id)
    if view is not None and stale:
        with toolbox().work(visitor) as uow:
            sessions.touch(uow, view.session_id)
    return view


def doors() -> frozenset[str]:
    """Return the doors this process has open."""
    opened: frozenset[str] = current_app.extensions["doors"]
    return opened


def cookie_name(what: str) -> str:
    """Return the name of a cookie: `mc-portal`, `mc-office`, `mc-draft`."""
    name = {"portal": "mc-portal", "admin": "mc-office", "draft": "mc-draft"}[what]
    return f"__Host-{name}" if toolbox().config.secure_cookies else name


def set_session(response: Response, company_id: UUID, token: str, *, is_staff: bool) -> None:
    """Give the browser its session; it ends with the browser or in the database."""
    door = "admin" if is_staff else "portal"
    _set(response, cookie_name(door), f"{company_id.hex}.{token}", None)


def clear_session(response: Response, *, is_staff: bool) -> None:
    """Take the session's cookie back, and what the browser kept."""
    response.delete_cookie(cookie_name("admin" if is_staff else "portal"), **_flags())
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
    _set(response, cookie_name("draft"), text, DRAFT_DAYS * 24 * 3600)


def _set(response: Response, name: str, value: str, max_age: int | None) -> None:
    response.set_cookie(name, value, max_age=max_age, httponly=True, **_flags())


def _flags() -> dict[str, Any]:
    return {"path": "/", "secure": toolbox().config.secure_cookies, "samesite": "Strict"}
