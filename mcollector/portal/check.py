"""確認: everything once more, 「扶養者を追加する」, and 「更新」."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import go, key_of_device, translated
from mcollector.portal.photographs import slots_of
from mcollector.rules.dependents import RELATIONS
from mcollector.rules.errors import FormRefused
from mcollector.services import drafts, status, submissions
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import device_key


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/check", "check", page)
    blueprint.add_url_rule("/submit", "submit", submit, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show what will be sent; the number as its last four digits."""
    with state.toolbox().read(state.actor()) as uow:
        mine = status.status(uow)
    if mine.state.value in ("submitted", "verified"):
        return go("done")
    return _page({})


@policy(Access.PERSON)
def submit() -> ResponseReturnValue:
    """「更新」: a double click makes one submission."""
    try:
        with state.toolbox().work(state.actor()) as uow:
            submissions.submit(uow, key_of_device(), UUID(request.form["key"]))
    except FormRefused as refused:
        return _page(translated(refused.fields)), 422
    return go("done")


def _page(errors: dict[str, str]) -> str:
    with state.toolbox().read(state.actor()) as uow:
        form = drafts.load(uow, device_key())
        slots = slots_of(uow, form)
        missing = errors or translated(submissions.missing(uow, form))
    return render_template(
        "portal/check.html", form=form, slots=slots, missing=missing, relations=RELATIONS
    )
