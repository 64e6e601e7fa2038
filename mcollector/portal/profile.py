"""個人情報の入力: what is typed is kept on every step, right or wrong."""

from collections.abc import Mapping

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.portal.forms import form_so_far, go, key_of_device, shown, translated
from mcollector.rules.prefectures import PREFECTURES
from mcollector.rules.profile import SEXES
from mcollector.services import drafts, postcodes
from mcollector.services.form_state import FormState
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/profile", "profile", page)
    blueprint.add_url_rule("/profile", "save_profile", save, methods=("POST",))


@policy(Access.PERSON)
def page() -> ResponseReturnValue:
    """Show the fields with what this device typed before."""
    return _page(form_so_far(), {})


@policy(Access.PERSON)
def save() -> ResponseReturnValue:
    """Keep the fields, then say what is wrong with them."""
    key = key_of_device()
    if request.form.get("find"):
        return _find_address(key)
    with state.toolbox().work(state.actor()) as uow:
        form = drafts.save_profile(uow, key, request.form)
        wrong = drafts.wrong_in_profile(uow, form)
    if request.form.get("later"):
        return go("menu", key)
    if wrong:
        return shown(_page(form, translated(wrong)), 422, key)
    return go("photos", key)


def _find_address(key: bytes) -> ResponseReturnValue:
    """「住所を自動入力」: everything typed stays, found or not."""
    with state.toolbox().work(state.actor()) as uow:
        form, wrong = postcodes.fill_in(uow, key, request.form)
    if wrong:
        return shown(_page(form, translated(wrong)), 422, key)
    flash(_("住所を入力しました。番地・建物を続けて入力してください。"), "success")
    return go("profile", key)


def _page(form: FormState, errors: Mapping[str, str]) -> str:
    return render_template(
        "portal/profile.html",
        values=form.profile,
        errors=errors,
        prefectures=PREFECTURES,
        sexes=SEXES,
    )
