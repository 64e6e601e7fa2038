"""登録した内容: the state of one's own record, and who opened it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from mcollector.services.employee import record
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the route."""
    blueprint.add_url_rule("/record", "own_record", show_page)


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show statuses and days; never a value."""
    with state.toolbox().read(state.actor()) as uow:
        own_record = record.own_record(uow)
    return render_template("portal/own_record.html", mine=own_record)
