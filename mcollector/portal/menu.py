"""従業員メニュー and the end of a submission."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import go
from mcollector.services.employee import status
from mcollector.services.photographs import slots
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/", "menu", menu)
    blueprint.add_url_rule("/start", "start", start)
    blueprint.add_url_rule("/done", "done", done)


@policy(Access.PERSON)
def menu() -> ResponseReturnValue:
    """Show the one task, and its status."""
    return render_template("portal/menu.html", mine=_status())


@policy(Access.PERSON)
def start() -> ResponseReturnValue:
    """Go to the first page that is still to be done."""
    own_status = _status()
    if own_status.returned:
        return go("returned")
    return go("notice" if own_status.state.is_open else "menu")


@policy(Access.PERSON)
def done() -> ResponseReturnValue:
    """Show the receipt; the page can be opened again."""
    own_status = _status()
    if own_status.receipt is None:
        return go("menu")
    with state.toolbox().read(state.actor()) as uow:
        photographs = slots.handed_in(uow)
    return render_template("portal/done.html", mine=own_status, slots=photographs)


def _status() -> status.StatusView:
    with state.toolbox().read(state.actor()) as uow:
        return status.status(uow)
