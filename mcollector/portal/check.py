"""確認 and 「更新」, at the employee's own door."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import desk
from mcollector.services.submissions import submit as submissions
from mcollector.web.form import check
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/check", "check", page)
    blueprint.add_url_rule("/submit", "submit", submit, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show what will be sent."""
    return check.page(desk())


@policy(Access.PERSON)
def submit() -> ResponseReturnValue:
    """「更新」: a double click makes one submission."""
    return check.submit(desk(), submissions.submit)
