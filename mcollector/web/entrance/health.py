"""Health: 200 while the process can do its own work."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.rules.actor import Actor
from mcollector.services.company import installation
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import doors


def open_on(blueprint: Blueprint) -> None:
    """Open the route."""
    blueprint.add_url_rule("/healthz", "healthz", healthz)


@policy(Access.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Answer `ok`; 503 `sealed` in a process of the office without the right server key."""
    with state.toolbox().read(Actor.system("health")) as uow:
        known = installation.key_facts(uow)
    if not known or ("admin" in doors() and state.toolbox().keyring.server is None):
        return "sealed\n", 503, {"Content-Type": "text/plain"}
    return "ok\n", 200, {"Content-Type": "text/plain"}
