"""提出できないとき: why, in the employee's own words, and the way back."""

from collections.abc import Mapping

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.portal.forms import go
from mcollector.rules.errors import FormRefused
from mcollector.rules.person.refusal_reasons import REASONS
from mcollector.rules.states import PersonState
from mcollector.services.employee import status
from mcollector.services.statements import refusals
from mcollector.web import state
from mcollector.web.messages import translate_all
from mcollector.web.policies import Access, policy

NOTHING: Mapping[str, str] = {}


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/refusal", "refusal", show_page)
    blueprint.add_url_rule("/refusal", "refuse", refuse, methods=("POST",))
    blueprint.add_url_rule("/refusal/end", "reconsider", reconsider, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Ask for the reason; go to the menu where nothing is expected from the person."""
    with state.toolbox().read(state.actor()) as uow:
        own_status = status.status(uow)
    return _render_page(NOTHING, NOTHING) if own_status.state.is_collected_from else go("menu")


@policy(Access.PERSON)
def refuse() -> ResponseReturnValue:
    """Keep the reason and tell the company; a refused page keeps what was typed."""
    try:
        with state.toolbox().work(state.actor()) as uow:
            refusals.tell(uow, request.form)
    except FormRefused as refused:
        return _render_page(request.form, translate_all(refused.fields)), 422
    flash(_("会社に知らせました。"), "success")
    return go("menu")


@policy(Access.PERSON)
def reconsider() -> ResponseReturnValue:
    """「提出することにする」: take the refusal back and begin the form."""
    with state.toolbox().work(state.actor()) as uow:
        refusals.reconsider(uow)
        own_status = status.status(uow)
    return go("start" if own_status.state is PersonState.WAITING else "menu")


def _render_page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("portal/refusal.html", values=values, errors=errors, reasons=REASONS)
