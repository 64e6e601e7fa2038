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
from mcollector.web.form.desk import Desk, key_of_device, shown
from mcollector.web.told import translated


def page(desk: Desk) -> ResponseReturnValue:
    """Show the fields with what this device typed before."""
    return _page(desk, desk.form_so_far(), {})


def save(desk: Desk) -> ResponseReturnValue:
    """Keep the fields, then say what is wrong with them."""
    key = key_of_device()
    if request.form.get("find"):
        return _find_address(desk, key)
    with state.toolbox().work(desk.actor) as uow:
        form = drafts.save_profile(uow, key, request.form)
        wrong = drafts.wrong_in_profile(uow, form)
    if request.form.get("later"):
        return desk.go("menu", key)
    if wrong:
        return shown(_page(desk, form, translated(wrong)), 422, key)
    return desk.go("photos", key)


def _find_address(desk: Desk, key: bytes) -> ResponseReturnValue:
    """「住所を自動入力」: everything typed stays, found or not."""
    with state.toolbox().work(desk.actor) as uow:
        form, wrong = postcodes.fill_in(uow, key, request.form)
    if wrong:
        return shown(_page(desk, form, translated(wrong)), 422, key)
    flash(_("住所を入力しました。番地・建物を続けて入力してください。"), "success")
    return desk.go("profile", key)


def _page(desk: Desk, form: FormState, errors: Mapping[str, str]) -> str:
    return desk.show(
        "profile",
        values=form.profile,
        errors=errors,
        prefectures=PREFECTURES,
        sexes=SEXES,
    )
