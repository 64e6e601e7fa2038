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
from mcollector.web.form.context import FormContext, find_or_make_key, show_with_key
from mcollector.web.form.places import find_fault, find_places, keep_photograph, receive_all
from mcollector.web.messages import translate_all
from mcollector.web.requests import drain

Errors = Mapping[str, Sentence]
FIELDS = ("route", "photo_id", *HALVES, "number")


def show_page(context: FormContext) -> ResponseReturnValue:
    """Show the choice of papers, made on a fresh form; the number only as its last four digits."""
    form = context.form_so_far()
    if not form.choice.filled:
        form = replace(form, choice=choices.first_choice(day(state.toolbox().now())))
    return _render_page(context, form, {})


def save(context: FormContext) -> ResponseReturnValue:
    """Keep the number and every photograph that came; what was received stays received.

    「このまま使う」 on the page 確認 carries nothing else.
    """
    if request.form.get("kept"):
        keep_photograph(context.actor, request.form["kept"])
        return context.go("check")
    key, typed = find_or_make_key(), request.form.get("number", "")
    with state.toolbox().work(context.actor) as uow:
        form = drafts.save_number(uow, key, _sent_choice(), typed)
        field_errors = drafts.wrong_in_number(uow, form, typed)
    refused = receive_all(context.actor)
    sent = _errors_of_what_was_sent(field_errors, refused, typed)
    if request.form.get("later"):
        _flash_unsaved(sent)
        return context.go("menu", key)
    if request.form.get("keep"):
        keep_photograph(context.actor, request.form["keep"])
    is_leaving = bool(request.form.get("phone"))
    is_choosing = any(request.form.get(name) for name in ("choose", "keep"))
    errors = (
        sent
        if is_choosing or is_leaving
        else _errors_in_order(context, form, field_errors, refused)
    )
    if errors:
        return show_with_key(_render_page(context, form, translate_all(errors)), 422, key)
    if is_leaving:
        asking = handoffs.show_new_link(context, _find_places(context, form), context.url("photos"))
        return show_with_key(asking, 200, key)
    return context.go("photos" if is_choosing else "check", key)


def refuse_too_large(context: FormContext) -> ResponseReturnValue:
    """Show the page again: nothing of so large a body was read, the number neither (no script)."""
    drain()
    lost = say(
        "写真が大きすぎます。1枚20MB、合わせて60MBまでにしてください。"
        "いま送信したものは受け取っていません。マイナンバーも、もう一度入力してください。"
    )
    return _render_page(context, context.form_so_far(), translate_all({"number": lost})), 413


def _sent_choice() -> Choice:
    """Return the choice of papers as it was sent."""
    first, second = (request.form.get(name, "") for name in HALVES)
    return Choice(request.form.get("route", ""), request.form.get("photo_id", ""), (first, second))


def _errors_of_what_was_sent(field_errors: Errors, refused: Errors, typed: str) -> Errors:
    """Return what is wrong with the number and the photographs that came, not what is missing."""
    number = (
        {"number": field_errors["number"]} if typed.strip() and "number" in field_errors else {}
    )
    return {**number, **refused}


def _flash_unsaved(sent: Errors) -> None:
    """Say on the menu what was not saved."""
    for sentence in translate_all(sent).values():
        flash(_("保存していないものがあります。") + sentence, "warning")


def _errors_in_order(
    context: FormContext, form: FormState, field_errors: Errors, refused: Errors
) -> Errors:
    """Return everything wrong, in the order of the page: fields first, then a place each."""
    places = _find_places(context, form)
    errors = {name: field_errors[name] for name in FIELDS if name in field_errors}
    for place in places:
        sentence = refused.get(place.code) or find_fault(place)
        if sentence is not None:
            errors[place.code] = sentence
    return errors


def _find_places(context: FormContext, form: FormState) -> tuple[SlotState, ...]:
    with state.toolbox().read(context.actor) as uow:
        return find_places(uow, form)


def _render_page(context: FormContext, form: FormState, errors: Mapping[str, str]) -> str:
    with state.toolbox().read(context.actor) as uow:
        places = find_places(uow, form)
        today = day(uow.now)
        is_waiting = links.is_waiting(uow)
    return context.show(
        "photos",
        form=form,
        errors=errors,
        slots=places,
        is_waiting=is_waiting,
        routes=choices.routes(today),
        useless=catalogue.find_refused(today),
        no_photo_id=NO_PHOTO_ID,
    )
