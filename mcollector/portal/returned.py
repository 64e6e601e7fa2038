"""再提出: the returned photographs only."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_context, go
from mcollector.rules.errors import FormRefused
from mcollector.services.employee import status
from mcollector.services.employee.status import ReturnedSlot
from mcollector.services.submissions import handoffs as links
from mcollector.services.submissions import resubmit as resubmissions
from mcollector.web import state
from mcollector.web.form import handoffs
from mcollector.web.form.places import keep_photograph, receive_all
from mcollector.web.messages import translate_all
from mcollector.web.policies import Access, Body, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/again", "returned", show_page)
    blueprint.add_url_rule("/again", "save_returned", save, methods=("POST",))
    blueprint.add_url_rule("/again/check", "returned_check", check)
    blueprint.add_url_rule("/again/check", "resubmit", resubmit, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show which photographs came back, and why."""
    return _render_page({})


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def save() -> ResponseReturnValue:
    """Keep what came, and go on to the check when every returned photograph is there.

    The page sent once more after 「再提出」 keeps nothing: a photograph nobody asked for would
    answer the next return.
    """
    if not (slots := _returned()):
        return go("done")
    if request.form.get("kept"):
        keep_photograph(state.actor(), request.form["kept"])
        return go("returned_check")
    refused = receive_all(state.actor(), resubmissions.receive)
    if request.form.get("keep"):
        keep_photograph(state.actor(), request.form["keep"])
        return go("returned") if not refused else _render_page(translate_all(refused))
    if request.form.get("phone") and not refused:
        return handoffs.show_new_link(form_context(), slots, url_for("portal.returned"))
    try:
        with state.toolbox().read(state.actor()) as uow:
            resubmissions.need_all(uow, refused)
    except FormRefused as refusal:
        return _render_page(translate_all(refusal.fields))
    return go("returned_check")


@policy(Access.PERSON)
def check() -> ResponseReturnValue:
    """Show what the worker says of the new photographs, while another one can still be taken."""
    with state.toolbox().read(state.actor()) as uow:
        slots = resubmissions.to_check(uow)
    if not slots:
        return go("done")
    if not all(slot.is_received for slot in slots):
        return go("returned")
    pause = max((slot.pause for slot in slots), default=0)
    return render_template("portal/returned_check.html", slots=slots, pause=pause)


@policy(Access.PERSON)
def resubmit() -> ResponseReturnValue:
    """「再提出」: send the photographs; a second press leads to the same receipt."""
    try:
        with state.toolbox().work(state.actor()) as uow:
            resubmissions.resubmit(uow)
    except FormRefused as refused:
        return _render_page(translate_all(refused.fields))
    return go("done")


def _returned() -> tuple[ReturnedSlot, ...]:
    with state.toolbox().read(state.actor()) as uow:
        return status.returned(uow)


def _render_page(errors: Mapping[str, str]) -> ResponseReturnValue:
    with state.toolbox().read(state.actor()) as uow:
        slots, is_waiting = status.returned(uow), links.is_waiting(uow)
    if not slots:
        return go("menu")
    page_ = render_template(
        "portal/returned.html", slots=slots, errors=errors, is_waiting=is_waiting
    )
    return page_, 422 if errors else 200
