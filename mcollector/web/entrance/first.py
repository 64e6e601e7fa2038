"""はじめての設定 and パスワード再設定: one-time links; a GET uses nothing up."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import FieldRefused
from mcollector.services.login import one_time_secrets
from mcollector.services.login.entry import FoundLogin
from mcollector.services.login.one_time_secrets import FirstResult, SecretState
from mcollector.services.login.typed import new_password
from mcollector.web import state
from mcollector.web.entrance.known_device import keep_token, token_of
from mcollector.web.entrance.reset import find_login
from mcollector.web.entrance.strangers import refuse_unknown
from mcollector.web.entrance.ways import landing
from mcollector.web.messages import translate
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import doors, set_session

UNKNOWN = SecretState("unknown")


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; the same page serves an invitation and a reset."""
    for use in ("first", "reset"):
        path = f"/{use}/<user_id>/<secret>"
        blueprint.add_url_rule(path, use, show_link)
        blueprint.add_url_rule(path, f"use_{use}", use_secret, methods=("POST",))
    blueprint.add_url_rule("/password", "set_password", password_page)
    blueprint.add_url_rule("/password", "save_password", save_password, methods=("POST",))


@policy(Access.PUBLIC)
def show_link(user_id: str, secret: str) -> ResponseReturnValue:
    """Show the page behind a link: set a password, or what is wrong with the link."""
    link = _check_link(find_login(user_id), secret)
    if not _is_for_this_door(link):
        return _show_refusal(link.word, user_id)
    return _render_page(link)


@policy(Access.PUBLIC, again=show_link)
def use_secret(user_id: str, secret: str) -> ResponseReturnValue:
    """Use the link up and set the password."""
    login = find_login(user_id)
    link = _check_link(login, secret)
    wanted = new_password(request.form.get("password", ""))
    if login is None:
        refuse_unknown(user_id, Action.SECRET_REFUSED)
    if login is None or (link.word == "good" and not _is_for_this_door(link)):
        return _show_refusal("unknown", user_id)
    device = token_of(login.account_id)
    try:
        with state.toolbox().work(Actor.visitor(login.company_id)) as uow:
            result = one_time_secrets.set_first_password(
                uow, login.account_id, secret, wanted, device=device
            )
    except FieldRefused as refused:
        return _render_page(link, translate(refused.sentence)), 422
    if not result.token:
        return _show_refusal(result.outcome, user_id)
    return _let_in(result, login)


@policy(Access.PASSWORD_STAGE)
def password_page() -> ResponseReturnValue:
    """Show the one screen that user ID and 仮パスワード open."""
    session = state.session()
    return _render_page(SecretState("good", session.name, session.is_staff, session.company))


@policy(Access.PASSWORD_STAGE, again=password_page)
def save_password() -> ResponseReturnValue:
    """Set the password of somebody who came with 仮パスワード."""
    session = state.session()
    wanted = new_password(request.form.get("password", ""))
    try:
        with state.toolbox().work(session.actor) as uow:
            result = one_time_secrets.set_password_in_session(uow, session.session_id, wanted)
    except FieldRefused as refused:
        shown = SecretState("good", session.name, session.is_staff, session.company)
        return _render_page(shown, translate(refused.sentence)), 422
    if not result.token:
        return redirect(url_for("entrance.login"))
    return _let_in(result, FoundLogin(session.company_id, session.account_id))


def _check_link(login: FoundLogin | None, secret: str) -> SecretState:
    """Return the link's state; for an unknown account as much is read."""
    if login is None:
        with state.toolbox().read(Actor.system("entrance")) as uow:
            one_time_secrets.check_nobodys(uow, secret)
        return UNKNOWN
    with state.toolbox().read(Actor.visitor(login.company_id)) as uow:
        return one_time_secrets.check_secret(uow, login.account_id, secret)


def _is_for_this_door(link: SecretState) -> bool:
    """Tell whether the link is good, and this process the door of whoever it is for."""
    return link.word == "good" and ("admin" if link.is_staff else "portal") in doors()


def _let_in(result: FirstResult, login: FoundLogin) -> ResponseReturnValue:
    response = make_response(redirect(landing(result.outcome, is_staff=result.is_staff)))
    set_session(response, login.company_id, result.token, is_staff=result.is_staff)
    keep_token(response, login.account_id, result.known)
    return response


def _render_page(link: SecretState, message: str = "") -> str:
    errors = {"password": message} if message else {}
    is_reset = request.endpoint in ("entrance.reset", "entrance.use_reset")
    return render_template(
        "entrance/set_password.html",
        name=link.name,
        company=link.company,
        errors=errors,
        is_staff=link.is_staff,
        is_reset=is_reset,
    )


def _show_refusal(word: str, user_id: str) -> ResponseReturnValue:
    titles = {
        "used": _("このリンクは使用済みです。"),
        "expired": _("このリンクの有効期限が切れました。"),
    }
    title = titles.get(word, _("このリンクは使えません。"))
    page = render_template("entrance/link.html", word=word, title=title, user_id=user_id)
    return page, 410
