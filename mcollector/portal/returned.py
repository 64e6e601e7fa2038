"""再提出: the returned photographs only."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import desk, go
from mcollector.rules.errors import FormRefused
from mcollector.services import handoffs as links
from mcollector.services import resubmissions, status
from mcollector.services.status import ReturnedSlot
from mcollector.web import state
from mcollector.web.form import handoffs
from mcollector.web.form.places import keep, receive_all
from mcollector.web.policies import Access, Body, policy
from mcollector.web.told import translated


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/again", "returned", page)
    blueprint.add_url_rule("/again", "resubmit", resubmit, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show which photographs came back, and why."""
    return _page({})


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def resubmit() -> ResponseReturnValue:
    """「再提出」: keep what came, and close when every returned photograph is there.

    The page sent a second time keeps nothing: a photograph nobody asked for would answer the next
    return.
    """
    if not (slots := _returned()):
        return go("done")
    refused = receive_all(state.actor(), resubmissions.receive)
    if request.form.get("keep"):
        keep(state.actor(), request.form["keep"])
        return go("returned") if not refused else _page(translated(refused))
    if request.form.get("phone") and not refused:
        return handoffs.page(desk(), slots, url_for("portal.returned"))
    try:
        with state.toolbox().work(state.actor()) as uow:
            resubmissions.resubmit(uow, refused)
    except FormRefused as wrong:
        return _page(translated(wrong.fields))
    return go("done")


def _returned() -> tuple[ReturnedSlot, ...]:
    with state.toolbox().read(state.actor()) as uow:
        return status.returned(uow)


def _page(errors: Mapping[str, str]) -> ResponseReturnValue:
    with state.toolbox().read(state.actor()) as uow:
        slots, is_waiting = status.returned(uow), links.is_waiting(uow)
    if not slots:
        return go("menu")
    page_ = render_template(
        "portal/returned.html", slots=slots, errors=errors, is_waiting=is_waiting
    )
    return page_, 422 if errors else 200
