"""確認: everything once more, 「扶養者を追加する」, and 「更新」."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import form_so_far, go, key_of_device, shown, translated
from mcollector.portal.places import places_of
from mcollector.rules.dependents import RELATIONS
from mcollector.rules.errors import FormRefused
from mcollector.rules.profile import SEXES
from mcollector.services import dependent_papers, submissions
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/check", "check", page)
    blueprint.add_url_rule("/submit", "submit", submit, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show what will be sent; the number as its last four digits."""
    return _page({})


@policy(Access.PERSON)
def submit() -> ResponseReturnValue:
    """「更新」: a double click makes one submission; what is missing is listed with its page."""
    key = key_of_device()
    try:
        with state.toolbox().work(state.actor()) as uow:
            submissions.submit(uow, key, _page_key())
    except FormRefused as refused:
        changed = "changed" in refused.fields
        return shown(_page(translated(refused.fields)), 409 if changed else 422, key)
    return go("done")


def _page_key() -> UUID | None:
    """Return the key the page carried; None when it is no key at all."""
    try:
        return UUID(hex=request.form.get("key", ""))
    except ValueError:
        return None


def _page(errors: Mapping[str, str]) -> str:
    form = form_so_far()
    with state.toolbox().read(state.actor()) as uow:
        places = places_of(uow, form)
        asked = dependent_papers.asked(uow, form)
        missing = errors or translated(submissions.missing(uow, form))
    return render_template(
        "portal/check.html",
        form=form,
        slots=places,
        asked=asked,
        errors=errors,
        missing=missing,
        relations=RELATIONS,
        sexes=SEXES,
    )
