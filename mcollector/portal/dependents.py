"""扶養者: added, changed and removed one a page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import go, key_of_device, translated
from mcollector.rules.dependents import RELATIONS
from mcollector.rules.errors import FormRefused, NotFound
from mcollector.services import drafts
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import device_key


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; positions count from 1, 0 is a new dependent."""
    path = "/dependents/<int:position>"
    blueprint.add_url_rule(path, "dependent", page)
    blueprint.add_url_rule(path, "save_dependent", save, methods=("POST",))
    blueprint.add_url_rule(f"{path}/remove", "ask_remove", ask_remove)
    blueprint.add_url_rule(f"{path}/remove", "remove_dependent", remove, methods=("POST",))


@policy(Access.PERSON)
def page(position: int) -> ResponseReturnValue:
    """Show the fields of a dependent; the number is never shown back."""
    values = dict(_kept(position)) if position else {}
    values.pop("number", None)
    return _page(position, values, {})


@policy(Access.PERSON)
def save(position: int) -> ResponseReturnValue:
    """Keep the dependent once everything is right; a refused page keeps what was typed."""
    key = key_of_device()
    try:
        with state.toolbox().work(state.actor()) as uow:
            drafts.put_dependent(uow, key, position - 1 if position else None, request.form)
    except FormRefused as refused:
        return _page(position, request.form, translated(refused.fields)), 422
    return go("check", key)


@policy(Access.PERSON)
def ask_remove(position: int) -> ResponseReturnValue:
    """Ask before a dependent is removed."""
    one = _kept(position)
    name = f"{one['family']} {one['given']}".strip()
    return render_template("portal/remove_dependent.html", position=position, name=name)


@policy(Access.PERSON)
def remove(position: int) -> ResponseReturnValue:
    """Remove the dependent."""
    key = key_of_device()
    with state.toolbox().work(state.actor()) as uow:
        drafts.remove_dependent(uow, key, position - 1)
    return go("check", key)


def _kept(position: int) -> dict[str, str]:
    with state.toolbox().read(state.actor()) as uow:
        dependents = drafts.load(uow, device_key()).dependents
    if not 1 <= position <= len(dependents):
        raise NotFound
    return dict(dependents[position - 1])


def _page(position: int, values: object, errors: dict[str, str]) -> str:
    return render_template(
        "portal/dependent.html",
        position=position,
        values=values,
        errors=errors,
        relations=RELATIONS,
        keeps_number=position > 0,
    )
