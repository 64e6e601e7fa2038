"""扶養者, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_context
from mcollector.web.form import dependents
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; positions count from 1, 0 is a new dependent."""
    path = "/dependents/<int:position>"
    blueprint.add_url_rule(path, "dependent", show_page)
    blueprint.add_url_rule(path, "save_dependent", save, methods=("POST",))
    blueprint.add_url_rule(f"{path}/remove", "ask_remove", ask_remove)
    blueprint.add_url_rule(f"{path}/remove", "remove_dependent", remove, methods=("POST",))


@policy(Access.PERSON)
def show_page(position: int) -> ResponseReturnValue:
    """Show the fields of a dependent; the number is never shown back."""
    return dependents.show_page(form_context(), position)


@policy(Access.PERSON)
def save(position: int) -> ResponseReturnValue:
    """Keep the dependent once everything is right."""
    return dependents.save(form_context(), position)


@policy(Access.PERSON)
def ask_remove(position: int) -> ResponseReturnValue:
    """Ask before a dependent is removed."""
    return dependents.ask_remove(form_context(), position)


@policy(Access.PERSON)
def remove(position: int) -> ResponseReturnValue:
    """Remove the dependent."""
    return dependents.remove(form_context(), position)
