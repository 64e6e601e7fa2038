"""扶養者の証明書, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import desk
from mcollector.web.form import dependent_papers
from mcollector.web.policies import Access, Body, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; positions count from 1."""
    path = "/dependents/<int:position>/papers"
    blueprint.add_url_rule(path, "dependent_papers", page)
    blueprint.add_url_rule(path, "save_dependent_papers", save, methods=("POST",))


@policy(Access.PERSON)
def page(position: int) -> ResponseReturnValue:
    """Show the choice of papers and the places that follow from it."""
    return dependent_papers.page(desk(), position)


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def save(position: int) -> ResponseReturnValue:
    """Keep the choice and every photograph that came."""
    return dependent_papers.save(desk(), position)
