"""Strangers: what they typed and where they came from, as digests that mean nothing elsewhere."""

from contextlib import suppress

from flask import current_app, request

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import EditConflict
from mcollector.rules.login.networks import network_of
from mcollector.services.login import strangers
from mcollector.services.login.strangers import Stranger
from mcollector.web import state


def stranger_of(name: str) -> Stranger:
    """Return the digests of the name and of this request's network, under the installation's key.

    The network is that of the connection, or what as many proxies as are trusted say of it.
    """
    return strangers.stranger_of(
        current_app.config["SECRET_KEY"], name, network_of(request.remote_addr)
    )


def refuse_unknown(name: str, action: Action) -> None:
    """Count a failure at a name nobody has; one that was counted at the same moment is enough."""
    stranger = stranger_of(name)
    with suppress(EditConflict), state.toolbox().work(Actor.system("entrance")) as uow:
        strangers.refuse(uow, stranger, action)
