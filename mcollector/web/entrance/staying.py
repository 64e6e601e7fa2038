"""続ける: somebody who reads long says so before the session ends (WCAG 2.2.1)."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import living

DOORS = {"portal": False, "admin": True}


def open_on(blueprint: Blueprint) -> None:
    """Open the route."""
    blueprint.add_url_rule("/stay/<any(portal, admin):door>", "stay", stay)


@policy(Access.SESSION)
def stay(door: str) -> ResponseReturnValue:
    """Return in how many seconds the door's session ends now: finding it was its use."""
    found = [one for one in living() if one.is_staff == DOORS[door] and one.stage == "full"]
    if not found:
        abort(404)
    seconds = found[0].seconds_left(state.toolbox().now())
    return str(seconds), 200, {"Content-Type": "text/plain; charset=utf-8"}
