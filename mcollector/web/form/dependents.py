"""扶養者: added, changed and removed one a page."""

from collections.abc import Mapping

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.errors import FormRefused, NotFound
from mcollector.rules.papers.duties import DUTIES
from mcollector.rules.profile.dependents import RELATIONS
from mcollector.rules.sentences import Sentence
from mcollector.services.drafts import drafts
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs import dependents
from mcollector.web import state
from mcollector.web.form.context import FormContext, find_or_make_key, show_with_key
from mcollector.web.messages import Message, translate

NOTHING: Mapping[str, str] = {}


def show_page(context: FormContext, position: int) -> ResponseReturnValue:
    """Show the fields of a dependent; the number is never shown back."""
    form = context.form_so_far()
    values = _find_dependent(form, position) if position else NOTHING
    return _render_page(context, form, position, values, NOTHING)


def save(context: FormContext, position: int) -> ResponseReturnValue:
    """Keep the dependent once everything is right; a refused page keeps what was typed."""
    key = find_or_make_key()
    try:
        with state.toolbox().work(context.actor) as uow:
            at = position - 1 if position else None
            form = drafts.put_dependent(uow, key, at, request.form)
            asked = dependents.asked(uow, form)
    except FormRefused as refused:
        return _show_again(context, key, position, refused.fields)
    flash(_("変更しました。") if position else _("追加しました。"), "success")
    where = position or len(form.dependents)
    if where in asked and not asked[where].is_complete:
        return context.go("dependent_papers", key, position=where)
    return context.go("check", key)


def ask_remove(context: FormContext, position: int) -> ResponseReturnValue:
    """Ask before a dependent is removed."""
    name = _full_name(_find_dependent(context.form_so_far(), position))
    return context.show("remove_dependent", position=position, name=name)


def remove(context: FormContext, position: int) -> ResponseReturnValue:
    """Remove the dependent."""
    key, name = find_or_make_key(), _full_name(_find_dependent(context.form_so_far(), position))
    with state.toolbox().work(context.actor) as uow:
        dependents.remove(uow, key, position)
    flash(_("%(name)sさんを削除しました。", name=name), "success")
    return context.go("check", key)


def _find_dependent(form: FormState, position: int) -> Mapping[str, str]:
    if not 1 <= position <= len(form.dependents):
        raise NotFound
    return form.dependents[position - 1]


def _full_name(values: Mapping[str, str]) -> str:
    return f"{values['family']} {values['given']}".strip()


def _show_again(
    context: FormContext, key: bytes, position: int, sentences: Mapping[str, Sentence]
) -> ResponseReturnValue:
    """Show the page again; a valid number is kept on the server, for it is never shown back."""
    with state.toolbox().work(context.actor) as uow:
        typed = drafts.keep_spare(uow, key, request.form.get("number", ""))
        form = drafts.load(uow, key)
    number = position or len(form.dependents) + 1
    errors = {name: _name_dependent(number, name, text) for name, text in sentences.items()}
    has_spare = "number" not in sentences and (
        typed or bool(request.form.get("spare") and form.spare)
    )
    refused = _render_page(context, form, position, request.form, errors, has_spare=has_spare)
    return show_with_key(refused, 422, key)


def _name_dependent(number: int, name: str, sentence: Sentence) -> Message:
    """Return the sentence with the person it is about."""
    words = translate(sentence)
    prefixed = _("扶養者%(n)d人目の%(sentence)s", n=number, sentence=words)
    if name == "number":
        prefixed = _("扶養者%(n)d人目の番号：%(sentence)s", n=number, sentence=words)
    return Message(prefixed, words.easy)


def _render_page(
    context: FormContext,
    form: FormState,
    position: int,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    has_spare: bool = False,
) -> str:
    return context.show(
        "dependent",
        position=position,
        count=position or len(form.dependents) + 1,
        values=values,
        errors=errors,
        relations=RELATIONS,
        duties=DUTIES,
        has_spare=has_spare,
        keeps_number=position > 0 or has_spare,
    )
