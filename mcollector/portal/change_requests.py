"""変更を申し出る: after 「更新」, in the employee's own words; nothing changes by itself."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.portal.forms import go
from mcollector.rules.errors import FormRefused
from mcollector.services.statements import change_requests
from mcollector.web import form_again, state
from mcollector.web.messages import translate_all
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/change", "change", show_page)
    blueprint.add_url_rule("/change", "ask_change", ask, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Ask what is to be changed; before 「更新」 the form itself is the place."""
    with state.toolbox().read(state.actor()) as uow:
        may_ask = change_requests.may_ask(uow)
    return _render_page(uuid4(), {}) if may_ask else go("own_record")


@policy(Access.PERSON)
def ask() -> ResponseReturnValue:
    """Keep it and tell the company; a refused page keeps what was typed."""
    key = _key()
    try:
        with state.toolbox().work(state.actor()) as uow:
            change_requests.ask(uow, key, request.form.get("text", ""))
    except FormRefused as refused:
        return _render_page(key, translate_all(refused.fields)), 422
    flash(_("会社に知らせました。"), "success")
    return go("own_record")


def _key() -> UUID:
    """Return the key the page carried; our pages always carry one."""
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        abort(400)


def _render_page(key: UUID, errors: Mapping[str, str]) -> str:
    # A My Number typed here does not stand in the page.
    text = dict(form_again.typed_fields()).get("text", "")
    return render_template("portal/change.html", key=key, text=text, errors=errors)
