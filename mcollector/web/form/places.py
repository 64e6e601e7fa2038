"""Places for photographs: which a form has, and receiving what was sent for them."""

from collections.abc import Callable

from flask import request

from mcollector.rules.actor import Actor
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs import hints, photographs, slots
from mcollector.services.photographs.slots import SlotState
from mcollector.web import state
from mcollector.work.unit import UnitOfWork

Receive = Callable[[UnitOfWork, str, bytes], object]


def receive_all(actor: Actor, receive: Receive = photographs.receive) -> dict[str, Sentence]:
    """Receive each photograph of the request in a unit of its own; return what was refused."""
    errors: dict[str, Sentence] = {}
    for slot_code, file in request.files.items():
        if not file.filename:
            continue
        try:
            with state.toolbox().work(actor) as uow:
                receive(uow, slot_code, file.read())
        except FieldRefused as refused:
            errors[slot_code] = refused.sentence
    return errors


def keep_photograph(actor: Actor, slot_code: str) -> None:
    """「このまま使う」: use the photograph of the place in spite of its hints; twice is fine."""
    with state.toolbox().work(actor) as uow:
        hints.keep(uow, slot_code)


def find_places(uow: UnitOfWork, form: FormState) -> tuple[SlotState, ...]:
    """Return the places for photographs of the chosen papers; none before a choice."""
    try:
        return slots.slots(
            uow,
            form.choice,
            day(uow.now),
            back_only=state.session().company.card_back_only,
        )
    except FormRefused:
        return ()


def find_fault(place: SlotState) -> Sentence | None:
    """Return what is wrong with the place; None where a usable photograph is."""
    if place.is_received:
        return None
    paper = place.title.partition("（")[0]
    return place.refusal or say("%(paper)sの写真を選択してください。", paper=paper)
