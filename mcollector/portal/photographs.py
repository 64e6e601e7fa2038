"""マイナンバーと写真: the choice of papers, the number, and a place for each photograph."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import go, key_of_device, translated
from mcollector.rules.deadlines import day
from mcollector.rules.documents import routes
from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import Sentence, say
from mcollector.services import documents, drafts
from mcollector.services.documents import SlotState
from mcollector.services.drafts import FormState
from mcollector.web import state
from mcollector.web.policies import Access, Body, policy
from mcollector.web.sessions import device_key
from mcollector.work.unit import UnitOfWork


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/photos", "photos", page)
    blueprint.add_url_rule("/photos", "save_photos", save, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show the choice of papers; the number only as its last four digits."""
    with state.toolbox().read(state.actor()) as uow:
        form = drafts.load(uow, device_key())
    return _page(form, {})


@policy(Access.PERSON, body=Body.PHOTOGRAPH)
def save() -> ResponseReturnValue:
    """Keep the number and every photograph that came; what was received stays received."""
    key = key_of_device()
    fields = request.form
    with state.toolbox().work(state.actor()) as uow:
        form = drafts.save_number(
            uow,
            key,
            fields.get("route", ""),
            fields.get("photo_id", ""),
            fields.get("number", ""),
        )
        wrong = dict(drafts.wrong_in_number(uow, form))
    wrong |= receive_all()
    if fields.get("later"):
        return go("menu", key)
    if not wrong and not fields.get("choose"):
        wrong |= _missing(form)
    if wrong or fields.get("choose"):
        shown = {} if fields.get("choose") else translated(wrong)
        return _page(form, shown), 422 if shown else 200
    return go("check", key)


def receive_all() -> dict[str, Sentence]:
    """Receive each photograph of the request in a unit of its own; return what was refused."""
    wrong: dict[str, Sentence] = {}
    for slot_code, file in request.files.items():
        if not file.filename:
            continue
        try:
            with state.toolbox().work(state.actor()) as uow:
                documents.receive(uow, slot_code, file.read())
        except FieldRefused as refused:
            wrong[slot_code] = refused.sentence
    return wrong


def _missing(form: FormState) -> dict[str, Sentence]:
    with state.toolbox().read(state.actor()) as uow:
        slots = slots_of(uow, form)
    return {
        slot.code: slot.refusal or say("%(paper)sの写真を選択してください。", paper=slot.title)
        for slot in slots
        if not slot.is_received
    }


def slots_of(uow: UnitOfWork, form: FormState) -> tuple[SlotState, ...]:
    """Return the places for photographs of the chosen papers; none before a choice."""
    try:
        return documents.slots(
            uow,
            form.route,
            form.photo_id,
            day(uow.now),
            back_only=state.session().company.card_back_only,
        )
    except FieldRefused:
        return ()


def _page(form: FormState, errors: dict[str, str]) -> str:
    with state.toolbox().read(state.actor()) as uow:
        slots = slots_of(uow, form)
        choices = routes(day(uow.now))
    return render_template(
        "portal/photos.html", form=form, errors=errors, slots=slots, choices=choices
    )
