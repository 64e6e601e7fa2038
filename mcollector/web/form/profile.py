"""個人情報の入力: what is typed is kept on every step, right or wrong."""

from collections.abc import Mapping

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.profile.prefectures import PREFECTURES
from mcollector.rules.profile.profile import SEXES
from mcollector.services.drafts import drafts, postcodes
from mcollector.services.drafts.form import FormState
from mcollector.web import state
from mcollector.web.form.context import FormContext, find_or_make_key, show_with_key
from mcollector.web.messages import translate_all


def show_page(context: FormContext) -> ResponseReturnValue:
    """Show the fields with what this device typed before."""
    return _render_page(context, context.form_so_far(), {})


def save(context: FormContext) -> ResponseReturnValue:
    """Keep the fields, then say what is wrong with them."""
    key = find_or_make_key()
    if request.form.get("find"):
        return _find_address(context, key)
    with state.toolbox().work(context.actor) as uow:
        form = drafts.save_profile(uow, key, request.form)
        errors = drafts.wrong_in_profile(uow, form)
    if request.form.get("later"):
        return context.go("menu", key)
    if errors:
        return show_with_key(_render_page(context, form, translate_all(errors)), 422, key)
    return context.go("photos", key)


def _find_address(context: FormContext, key: bytes) -> ResponseReturnValue:
    """「住所を自動入力」: everything typed stays, found or not."""
    with state.toolbox().work(context.actor) as uow:
        form, errors = postcodes.fill_in(uow, key, request.form)
    if errors:
        return show_with_key(_render_page(context, form, translate_all(errors)), 422, key)
    flash(_("住所を入力しました。番地・建物を続けて入力してください。"), "success")
    return context.go("profile", key)


def _render_page(context: FormContext, form: FormState, errors: Mapping[str, str]) -> str:
    return context.show(
        "profile",
        values=form.profile,
        errors=errors,
        prefectures=PREFECTURES,
        sexes=SEXES,
    )
