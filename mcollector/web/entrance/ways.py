"""Where a step of the entrance leads, by the names of endpoints - never by an address."""

from flask import current_app, url_for
from flask_login import current_user

from mcollector.web import state
from mcollector.web.policies import Access, find_policy

STAGES = {
    "set_password": "entrance.set_password",
    "second_factor": "entrance.second_factor",
    "handoff": "portal.phone",
}
"""The one page of a session that is not, or not to be, let in to all of its door."""


def home() -> str:
    """Return where the request's session belongs."""
    if not current_user.is_authenticated:
        return url_for("entrance.login")
    session = state.session()
    outcome = "ok" if session.stage == "full" else session.stage
    return landing(outcome, is_staff=session.is_staff)


def landing(outcome: str, *, is_staff: bool, wish: str = "") -> str:
    """Return the page after a step; `wish` counts when it names a page of this door."""
    if outcome in STAGES:
        return url_for(STAGES[outcome])
    if _is_page_of(wish, Access.STAFF if is_staff else Access.PERSON):
        return url_for(wish)
    return url_for("admin.index") if is_staff else url_for("portal.menu")


def _is_page_of(endpoint: str, access: Access) -> bool:
    """Tell whether the name is that of a listed page of the door which needs no arguments."""
    rule = find_policy(endpoint)
    if rule is None or rule.access is not access:
        return False
    ways = current_app.url_map.iter_rules(endpoint)
    return any("GET" in (way.methods or ()) and not way.arguments for way in ways)
