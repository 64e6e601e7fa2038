"""個人情報の入力, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_context
from mcollector.web.form import profile
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/profile", "profile", show_page)
    blueprint.add_url_rule("/profile", "save_profile", save, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show the fields with what this device typed before."""
    return profile.show_page(form_context())


@policy(Access.PERSON)
def save() -> ResponseReturnValue:
    """Keep the fields, then say what is wrong with them."""
    return profile.save(form_context())
