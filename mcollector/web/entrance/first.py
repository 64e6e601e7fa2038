"""はじめての設定 and パスワード再設定: one-time links; a GET uses nothing up."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.actor import Actor
from mcollector.rules.errors import FieldRefused
from mcollector.services import entry, one_time_secrets
from mcollector.services.entry import FoundLogin
from mcollector.services.one_time_secrets import FirstResult, SecretState
from mcollector.web import state
from mcollector.web.entrance.login import landing
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import set_session


def open_on(blueprint: Blueprint) -> None:
    """Open the routes; the same page serves an invitation and a reset."""
    for use in ("first", "reset"):
        path = f"/{use}/<user_id>/<secret>"
        blueprint.add_url_rule(path, use, look)
        blueprint.add_url_rule(path, f"use_{use}", use_secret, methods=("POST",))
    blueprint.add_url_rule("/first/<user_id>/new-link", "new_link", new_link, methods=("POST",))
    blueprint.add_url_rule("/password", "set_password", password_page)
    blueprint.add_url_rule("/password", "save_password", save_password, methods=("POST",))
    blueprint.add_url_rule("/reset", "ask_reset", ask_page)
    blueprint.add_url_rule("/reset", "send_reset", send_reset, methods=("POST",))


@policy(Access.PUBLIC)
def look(user_id: str, secret: str) -> ResponseReturnValue:
    """Show the page behind a link: set a password, or what is wrong with the link."""
    found = _find(user_id)
    worth = SecretState("unknown")
    if found is not None:
        with state.toolbox().read(Actor.visitor(found.company_id)) as uow:
            worth = one_time_secrets.look(uow, found.account_id, secret)
    if worth.word != "good":
        return _link_page(worth.word, user_id)
    return _password_page(worth.name, {}, is_staff=worth.is_staff)


@policy(Access.PUBLIC)
def use_secret(user_id: str, secret: str) -> ResponseReturnValue:
    """Use the link up and set the password."""
    found = _find(user_id)
    if found is None:
        return _link_page("unknown", user_id)
    visitor = Actor.visitor(found.company_id)
    try:
        with state.toolbox().work(visitor) as uow:
            result = one_time_secrets.set_first_password(
                uow, found.account_id, secret, request.form.get("password", "")
            )
    except FieldRefused as refused:
        with state.toolbox().read(visitor) as uow:
            worth = one_time_secrets.look(uow, found.account_id, secret)
        errors = {"password": state.words(refused.sentence)}
        return _password_page(worth.name, errors, is_staff=worth.is_staff), 422
    return _entered(result, found.company_id) or _link_page(result.outcome, user_id)


@policy(Access.PUBLIC)
def new_link(user_id: str) -> ResponseReturnValue:
    """Send a fresh link to the registered address; the answer tells nothing."""
    _ask(user_id)
    return render_template("entrance/reset_sent.html")


@policy(Access.PASSWORD_STAGE)
def password_page() -> ResponseReturnValue:
    """Show the one screen that user ID and 仮パスワード open."""
    session = state.session()
    return _password_page(session.name, {}, is_staff=session.is_staff)


@policy(Access.PASSWORD_STAGE)
def save_password() -> ResponseReturnValue:
    """Set the password of somebody who came with 仮パスワード."""
    session = state.session()
    try:
        with state.toolbox().work(session.actor) as uow:
            result = one_time_secrets.set_password_in_session(
                uow, session.session_id, request.form.get("password", "")
            )
    except FieldRefused as refused:
        errors = {"password": state.words(refused.sentence)}
        return _password_page(session.name, errors, is_staff=session.is_staff), 422
    return _entered(result, session.company_id) or _link_page(result.outcome, "")


@policy(Access.PUBLIC)
def ask_page() -> ResponseReturnValue:
    """Ask for the user ID or mail address."""
    return render_template("entrance/reset_ask.html")


@policy(Access.PUBLIC)
def send_reset() -> ResponseReturnValue:
    """Send a reset link, if there is somebody; the answer is always the same."""
    _ask(request.form.get("name", "").strip())
    return render_template("entrance/reset_sent.html")


def _find(name: str) -> FoundLogin | None:
    with state.toolbox().read(Actor.system("entrance")) as uow:
        return entry.find_login(uow, name)


def _ask(name: str) -> None:
    found = _find(name)
    if found is not None:
        with state.toolbox().work(Actor.visitor(found.company_id)) as uow:
            one_time_secrets.ask_reset(uow, found.account_id)


def _entered(result: FirstResult, company_id: UUID) -> ResponseReturnValue | None:
    if not result.token:
        return None
    response = make_response(redirect(landing(result.outcome, is_staff=result.is_staff)))
    set_session(response, company_id, result.token, is_staff=result.is_staff)
    return response


def _password_page(name: str, errors: dict[str, str], *, is_staff: bool) -> str:
    return render_template(
        "entrance/set_password.html", name=name, errors=errors, is_staff=is_staff
    )


def _link_page(word: str, user_id: str) -> ResponseReturnValue:
    titles = {
        "used": _("このリンクは使用済みです。"),
        "expired": _("このリンクの有効期限が切れました。"),
    }
    title = titles.get(word, _("このリンクは使えません。"))
    page = render_template("entrance/link.html", word=word, title=title, user_id=user_id)
    return page, 410
