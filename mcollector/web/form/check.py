"""確認: everything once more, 「扶養者を追加する」, and 「更新」."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from mcollector.rules.errors import FormRefused
from mcollector.rules.profile.dependents import RELATIONS
from mcollector.rules.profile.profile import SEXES, told_back
from mcollector.services.photographs import dependents
from mcollector.services.photographs.slots import SlotState
from mcollector.services.submissions import submit as submissions
from mcollector.services.submissions.submit import Receipt
from mcollector.web import state
from mcollector.web.form.context import FormContext, find_or_make_key, show_with_key
from mcollector.web.form.places import find_places
from mcollector.web.messages import translate_all
from mcollector.work.unit import UnitOfWork

Make = Callable[[UnitOfWork, bytes, UUID | None], Receipt]


def show_page(context: FormContext) -> ResponseReturnValue:
    """Show what will be sent; the number as its last four digits."""
    return _render_page(context, {})


def submit(context: FormContext, make: Make) -> ResponseReturnValue:
    """「更新」: a double click makes one submission; what is missing is listed with its page."""
    key = find_or_make_key()
    try:
        with state.toolbox().work(context.actor) as uow:
            make(uow, key, _page_key())
    except FormRefused as refused:
        changed = "changed" in refused.fields
        return show_with_key(
            _render_page(context, translate_all(refused.fields)), 409 if changed else 422, key
        )
    return context.go("done")


def _page_key() -> UUID | None:
    """Return the key the page carried; None when it is no key at all."""
    try:
        return UUID(hex=request.form.get("key", ""))
    except ValueError:
        return None


def _all_places(
    places: tuple[SlotState, ...], asked: Mapping[int, dependents.Papers]
) -> Iterator[SlotState]:
    return chain(places, *(papers.places for papers in asked.values()))


def _render_page(context: FormContext, errors: Mapping[str, str]) -> str:
    form = context.form_so_far()
    with state.toolbox().read(context.actor) as uow:
        places = find_places(uow, form)
        asked = dependents.asked(uow, form)
        missing = errors or translate_all(submissions.missing(uow, form))
    return context.show(
        "check",
        form=form,
        told=told_back(form.profile),
        slots=places,
        pause=max((place.pause for place in _all_places(places, asked)), default=0),
        asked=asked,
        errors=errors,
        missing=missing,
        relations=RELATIONS,
        sexes=SEXES,
    )
