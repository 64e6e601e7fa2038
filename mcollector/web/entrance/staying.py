"""続ける: keeps a session alive for people who need more time (WCAG 2.2.1)."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import living

DOORS = {"portal": False, "admin": True}


def open_on(blueprint: Blueprint) -> None:
    """Open the route."""
    blueprint.add_url_rule("/stay", "stay", stay)


@policy(Access.SESSION)
def stay() -> ResponseReturnValue:
    """Return the seconds until the session of `door` ends; looking it up has prolonged it."""
    is_staff = DOORS.get(request.args.get("door", ""))
    sessions = [one for one in living() if one.is_staff is is_staff and one.stage == "full"]
    if not sessions:
        abort(404)
    seconds = sessions[0].seconds_left(state.toolbox().now())
    return str(seconds), 200, {"Content-Type": "text/plain; charset=utf-8"}
