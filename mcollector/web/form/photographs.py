"""マイナンバーと写真: the choice of papers, the number, and a place for each photograph."""

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.deadlines import day
from mcollector.rules.papers import catalogue, choices
from mcollector.rules.papers.choices import HALVES, NO_PHOTO_ID, Choice
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import drafts
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs.slots import SlotState
from mcollector.services.submissions import handoffs as links
from mcollector.web import state
from mcollector.web.form import handoffs
from mcollector.web.form.desk import Desk, key_of_device, shown
from mcollector.web.form.places import keep, objection, places_of, receive_all
from mcollector.web.requests import drain
from mcollector.web.told import translated

Errors = Mapping[str, Sentence]
FIELDS = ("route", "photo_id", *HALVES, "number")


def page(desk: Desk) -> ResponseReturnValue:
    """Show the choice of papers, made on a fresh form; the number only as its last four digits."""
    form = desk.form_so_far()
    if not form.choice.filled:
        form = replace(form, choice=choices.first(day(state.toolbox().now())))
    return _page(desk, form, {})


def save(desk: Desk) -> ResponseReturnValue:
    """Keep the number and every photograph that came; what was received stays received.

    「このまま使う」 on the page 確認 carries nothing else.
    """
    if request.form.get("kept"):
        keep(desk.actor, request.form["kept"])
        return desk.go("check")
    key, typed = key_of_device(), request.form.get("number", "")
    with state.toolbox().work(desk.actor) as uow:
        form = drafts.save_number(uow, key, _choice(), typed)
        wrong = drafts.wrong_in_number(uow, form, typed)
    refused = receive_all(desk.actor)
    sent = _of_what_was_sent(wrong, refused, typed)
    if request.form.get("later"):
        _tell_later(sent)
        return desk.go("menu", key)
    if request.form.get("keep"):
        keep(desk.actor, request.form["keep"])
    is_leaving = bool(request.form.get("phone"))
    is_choosing = any(request.form.get(name) for name in ("choose", "keep"))
    found = sent if is_choosing or is_leaving else _in_order(desk, form, wrong, refused)
    if found:
        return shown(_page(desk, form, translated(found)), 422, key)
    if is_leaving:
        return shown(handoffs.page(desk, _places(desk, form), desk.url("photos")), 200, key)
    return desk.go("photos" if is_choosing else "check", key)


def too_large(desk: Desk) -> ResponseReturnValue:
    """Show the page again: nothing of so large a body was read, the number neither (no script)."""
    drain()
    lost = say(
        "写真が大きすぎます。1枚20MB、合わせて60MBまでにしてください。"
        "いま送信したものは受け取っていません。マイナンバーも、もう一度入力してください。"
    )
    return _page(desk, desk.form_so_far(), translated({"number": lost})), 413


def _choice() -> Choice:
    """Return the choice of papers as it was sent."""
    first, second = (request.form.get(name, "") for name in HALVES)
    return Choice(request.form.get("route", ""), request.form.get("photo_id", ""), (first, second))


def _of_what_was_sent(wrong: Errors, refused: Errors, typed: str) -> Errors:
    """Return what is wrong with the number and the photographs that came, not what is missing."""
    number = {"number": wrong["number"]} if typed.strip() and "number" in wrong else {}
    return {**number, **refused}


def _tell_later(sent: Errors) -> None:
    """Say on the menu what was not kept: nobody shall believe that it was."""
    for sentence in translated(sent).values():
        flash(_("保存していないものがあります。") + sentence, "warning")


def _in_order(desk: Desk, form: FormState, wrong: Errors, refused: Errors) -> Errors:
    """Return everything wrong, in the order of the page: fields first, then a place each."""
    places = _places(desk, form)
    found = {name: wrong[name] for name in FIELDS if name in wrong}
    for place in places:
        sentence = refused.get(place.code) or objection(place)
        if sentence is not None:
            found[place.code] = sentence
    return found


def _places(desk: Desk, form: FormState) -> tuple[SlotState, ...]:
    with state.toolbox().read(desk.actor) as uow:
        return places_of(uow, form)


def _page(desk: Desk, form: FormState, wrong: Mapping[str, str]) -> str:
    with state.toolbox().read(desk.actor) as uow:
        places = places_of(uow, form)
        today = day(uow.now)
        is_waiting = links.is_waiting(uow)
    return desk.show(
        "photos",
        form=form,
        errors=wrong,
        slots=places,
        is_waiting=is_waiting,
        routes=choices.routes(today),
        useless=catalogue.refused(today),
        no_photo_id=NO_PHOTO_ID,
    )
