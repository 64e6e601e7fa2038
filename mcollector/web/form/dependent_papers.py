"""扶養者の証明書, where the company checks the number: a choice, and a place a photograph."""

from collections.abc import Mapping
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from mcollector.rules.sentences import Sentence
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs import dependents
from mcollector.services.photographs.dependents import Papers
from mcollector.services.submissions import handoffs as links
from mcollector.web import state
from mcollector.web.form import handoffs
from mcollector.web.form.context import FormContext, find_or_make_key, show_with_key
from mcollector.web.form.places import find_fault, keep_photograph, receive_all
from mcollector.web.messages import translate_all
from mcollector.work.unit import UnitOfWork


def show_page(context: FormContext, position: int) -> ResponseReturnValue:
    """Show the choice of papers and the places that follow from it."""
    return _render_page(context, context.form_so_far(), position, {})


def save(context: FormContext, position: int) -> ResponseReturnValue:
    """Keep the choice and every photograph that came; what was received stays received."""
    key = find_or_make_key()
    with state.toolbox().work(context.actor) as uow:
        form = dependents.choose(uow, key, position, request.form)
    refused = receive_all(context.actor, partial(_receive, form, position))
    asked = _load_papers(context, form, position)
    if request.form.get("keep"):
        keep_photograph(context.actor, request.form["keep"])
    is_asking = any(request.form.get(name) for name in ("choose", "phone", "keep"))
    errors = {**asked.wrong, **refused} if is_asking else _in_order(asked, refused)
    if errors:
        return show_with_key(_render_page(context, form, position, translate_all(errors)), 422, key)
    if request.form.get("phone"):
        back = context.url("dependent_papers", position)
        return show_with_key(handoffs.show_new_link(context, asked.places, back), 200, key)
    if is_asking:
        return context.go("dependent_papers", key, position=position)
    return context.go("check", key)


def _receive(form: FormState, position: int, uow: UnitOfWork, slot: str, data: bytes) -> None:
    dependents.receive(uow, form, position, slot, data)


def _load_papers(context: FormContext, form: FormState, position: int) -> Papers:
    with state.toolbox().read(context.actor) as uow:
        return dependents.load_papers(uow, form, position)


def _in_order(asked: Papers, refused: Mapping[str, Sentence]) -> dict[str, Sentence]:
    """Return everything wrong, in the order of the page: the choice, then a place each."""
    errors = dict(asked.wrong)
    for place in asked.places:
        sentence = refused.get(place.code) or find_fault(place)
        if sentence is not None:
            errors[place.code] = sentence
    return errors


def _render_page(
    context: FormContext, form: FormState, position: int, errors: Mapping[str, str]
) -> str:
    with state.toolbox().read(context.actor) as uow:
        asked = dependents.load_papers(uow, form, position)
        is_waiting = links.is_waiting(uow)
    return context.show(
        "dependent_papers",
        position=position,
        values=form.dependents[position - 1],
        asked=asked,
        errors=errors,
        is_waiting=is_waiting,
    )
