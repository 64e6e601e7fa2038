"""扶養者の証明書, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_context
from mcollector.web.form import dependent_papers
from mcollector.web.policies import Access, Body, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; positions count from 1."""
    path = "/dependents/<int:position>/papers"
    blueprint.add_url_rule(path, "dependent_papers", show_page)
    blueprint.add_url_rule(path, "save_dependent_papers", save, methods=("POST",))


@policy(Access.PERSON)
def show_page(position: int) -> ResponseReturnValue:
    """Show the choice of papers and the places that follow from it."""
    return dependent_papers.show_page(form_context(), position)


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def save(position: int) -> ResponseReturnValue:
    """Keep the choice and every photograph that came."""
    return dependent_papers.save(form_context(), position)
