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
from mcollector.web.form.desk import Desk, key_of_device, shown
from mcollector.web.form.places import places_of
from mcollector.web.told import translated
from mcollector.work.unit import UnitOfWork

Make = Callable[[UnitOfWork, bytes, UUID | None], Receipt]


def page(desk: Desk) -> ResponseReturnValue:
    """Show what will be sent; the number as its last four digits."""
    return _page(desk, {})


def submit(desk: Desk, make: Make) -> ResponseReturnValue:
    """「更新」: a double click makes one submission; what is missing is listed with its page."""
    key = key_of_device()
    try:
        with state.toolbox().work(desk.actor) as uow:
            make(uow, key, _page_key())
    except FormRefused as refused:
        changed = "changed" in refused.fields
        return shown(_page(desk, translated(refused.fields)), 409 if changed else 422, key)
    return desk.go("done")


def _page_key() -> UUID | None:
    """Return the key the page carried; None when it is no key at all."""
    try:
        return UUID(hex=request.form.get("key", ""))
    except ValueError:
        return None


def _all(
    places: tuple[SlotState, ...], asked: Mapping[int, dependents.Papers]
) -> Iterator[SlotState]:
    return chain(places, *(papers.places for papers in asked.values()))


def _page(desk: Desk, errors: Mapping[str, str]) -> str:
    form = desk.form_so_far()
    with state.toolbox().read(desk.actor) as uow:
        places = places_of(uow, form)
        asked = dependents.asked(uow, form)
        missing = errors or translated(submissions.missing(uow, form))
    return desk.show(
        "check",
        form=form,
        told=told_back(form.profile),
        slots=places,
        pause=max((place.pause for place in _all(places, asked)), default=0),
        asked=asked,
        errors=errors,
        missing=missing,
        relations=RELATIONS,
        sexes=SEXES,
    )
