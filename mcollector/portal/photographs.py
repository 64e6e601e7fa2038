"""マイナンバーと写真, at the employee's own door."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from mcollector.portal.forms import form_context
from mcollector.web import errors
from mcollector.web.form import photographs
from mcollector.web.policies import Access, Body, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/photos", "photos", show_page)
    blueprint.add_url_rule("/photos", "save_photos", save, methods=("POST",))
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show the choice of papers and the places for photographs."""
    return photographs.show_page(form_context())


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def save() -> ResponseReturnValue:
    """Keep the number and every photograph that came."""
    return photographs.save(form_context())


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    if request.endpoint != "portal.save_photos":
        return errors.show_http_error(error)
    return photographs.refuse_too_large(form_context())
