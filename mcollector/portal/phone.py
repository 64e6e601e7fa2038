"""スマホで続ける, on the telephone: whose form it is, and places for its photographs alone."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.portal.forms import go
from mcollector.rules.actor import Actor
from mcollector.services.login.entry import FoundLogin
from mcollector.services.photographs.slots import SlotState
from mcollector.services.submissions import handoffs, proxy_phone
from mcollector.services.submissions.handoffs import LinkState
from mcollector.web import state
from mcollector.web.entrance.reset import find_login
from mcollector.web.form.places import keep_photograph, receive_all
from mcollector.web.messages import translate_all
from mcollector.web.policies import Access, Body, policy
from mcollector.web.sessions import living, set_session
from mcollector.work.unit import UnitOfWork

UNKNOWN = LinkState("unknown")


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    link = "/phone/<user_id>/<secret>"
    blueprint.add_url_rule(link, "look_at_handoff", show_link)
    blueprint.add_url_rule(link, "take_handoff", use_link, methods=("POST",))
    blueprint.add_url_rule("/phone", "phone", show_page)
    blueprint.add_url_rule("/phone", "send_from_phone", receive_photographs, methods=("POST",))


@policy(Access.PUBLIC)
def show_link(user_id: str, secret: str) -> ResponseReturnValue:
    """Say whose form this is, before anything is opened; a GET uses nothing up."""
    login = find_login(user_id)
    if login is not None and _is_at_home(login):
        return go("photos")
    link = _check_link(login, secret)
    if link.word != "good":
        return _show_refusal(link.word)
    return render_template("portal/handoff_ask.html", name=link.name, company=link.company)


@policy(Access.PUBLIC, again=show_link)
def use_link(user_id: str, secret: str) -> ResponseReturnValue:
    """Use the link up: this browser may now send the photographs, and nothing else."""
    login = find_login(user_id)
    if login is None:
        return _show_refusal("unknown")
    with state.toolbox().work(Actor.visitor(login.company_id)) as uow:
        word, token = handoffs.use_link(uow, login.account_id, secret)
    if not token:
        return _show_refusal(word)
    response = make_response(redirect(url_for("portal.phone")))
    set_session(response, login.company_id, token, is_staff=False)
    return response


@policy(Access.HANDOFF)
def show_page() -> ResponseReturnValue:
    """Show the places, and which photographs have come."""
    return _render_page({})


@policy(Access.HANDOFF, body=Body.PHOTOGRAPH)
def receive_photographs() -> ResponseReturnValue:
    """Keep what came; it is in the form of the first device at once."""
    with state.toolbox().read(state.actor()) as uow:
        writer = proxy_phone.writer(uow, state.session().session_id)
    refused = receive_all(writer, partial(_receive, state.session().session_id))
    kept = request.form.get("keep")
    if kept and kept in {place.code for place in _places()}:
        keep_photograph(writer, kept)
    if refused:
        return _render_page(translate_all(refused)), 422
    if any(file.filename for file in request.files.values()):
        flash(_("受け取りました。"), "success")
    return redirect(url_for("portal.phone"))


def _check_link(login: FoundLogin | None, secret: str) -> LinkState:
    if login is None:
        return UNKNOWN
    with state.toolbox().read(Actor.visitor(login.company_id)) as uow:
        return handoffs.check_link(uow, login.account_id, secret)


def _is_at_home(login: FoundLogin) -> bool:
    """Tell whether this browser has a full session of the account, which needs no link."""
    return any(view.account_id == login.account_id and view.stage == "full" for view in living())


def _show_refusal(word: str) -> ResponseReturnValue:
    titles = {
        "used": _("このQRコードは使用済みです。"),
        "expired": _("このQRコードの有効期限が切れました。"),
    }
    title = titles.get(word, _("このQRコードは使えません。"))
    return render_template("portal/handoff_over.html", title=title), 410


def _receive(session_id: UUID, uow: UnitOfWork, slot_code: str, data: bytes) -> None:
    handoffs.receive(uow, session_id, slot_code, data)


def _render_page(errors: Mapping[str, str]) -> str:
    name = state.session().name
    return render_template("portal/phone.html", name=name, slots=_places(), errors=errors)


def _places() -> tuple[SlotState, ...]:
    with state.toolbox().read(state.actor()) as uow:
        return handoffs.places(uow, state.session().session_id)
