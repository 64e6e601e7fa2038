"""確認 and 「更新」, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_context
from mcollector.services.submissions import submit as submissions
from mcollector.web.form import check
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/check", "check", show_page)
    blueprint.add_url_rule("/submit", "submit", submit, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show what will be sent."""
    return check.show_page(form_context())


@policy(Access.PERSON)
def submit() -> ResponseReturnValue:
    """「更新」: a double click makes one submission."""
    return check.submit(form_context(), submissions.submit)
