"""ログイン and ログアウト, for the office and for employees."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.sentences import say
from mcollector.services.login import entry, sessions
from mcollector.services.login.entry import FoundLogin, LoginResult
from mcollector.web import kept_form, state
from mcollector.web.entrance.known_device import keep_token, token_of
from mcollector.web.entrance.reset import find_login
from mcollector.web.entrance.strangers import refuse_unknown, stranger_of
from mcollector.web.entrance.tries import count_wrong
from mcollector.web.entrance.typed import compare
from mcollector.web.entrance.ways import home, landing
from mcollector.web.form_owner import Owner
from mcollector.web.messages import Message, translate
from mcollector.web.policies import Access, Body, policy
from mcollector.web.sessions import clear_sessions, doors, living, set_session


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/", "start", start)
    blueprint.add_url_rule("/login", "login", login)
    blueprint.add_url_rule("/login", "try_login", try_login, methods=("POST",))
    blueprint.add_url_rule("/logout", "logout", logout, methods=("POST",))


@policy(Access.PUBLIC)
def start() -> ResponseReturnValue:
    """Go where the session belongs, or to the login."""
    return redirect(home())


@policy(Access.PUBLIC)
def login() -> ResponseReturnValue:
    """Show the login; who is already in goes on, unless another door asked them to come here."""
    if current_user.is_authenticated and "next" not in request.args:
        return redirect(home())
    return _render_page()


def _render_page(sentence: str = "") -> str:
    name = request.form.get("name", "").strip()
    errors = {"name": sentence} if sentence else {}
    wish, kept = request.args.get("next"), kept_form.find_carried()
    return render_template("entrance/login.html", errors=errors, name=name, wish=wish, kept=kept)


@policy(Access.PUBLIC, body=Body.KEPT, again=_render_page)
def try_login() -> ResponseReturnValue:
    """Check user ID (or mail address) and password; a refusal never says which was wrong."""
    name = request.form.get("name", "").strip()
    password = request.form.get("password", "")
    found_login = find_login(name)
    typed = compare(found_login, password)
    if found_login is None:
        refuse_unknown(name, Action.LOGIN_FAILED)
        return _refuse(name)
    with state.toolbox().work(Actor.visitor(found_login.company_id)) as uow:
        result = entry.log_in(
            uow,
            found_login.account_id,
            typed,
            doors=doors(),
            device=token_of(found_login.account_id),
            stranger=stranger_of(name),
        )
    return _let_in(result, found_login) if result.token else _refuse(name)


def _let_in(result: LoginResult, found_login: FoundLogin) -> ResponseReturnValue:
    """Open the session before the page is made: its forms get tokens of the new session."""
    wish = request.args.get("next", "")
    response = make_response(redirect(landing(result.outcome, is_staff=result.is_staff, wish=wish)))
    set_session(response, found_login.company_id, result.token, is_staff=result.is_staff)
    keep_token(response, found_login.account_id, result.known)
    if result.has_slip:
        _tell_of_slip()
    owner = Owner(found_login.company_id, found_login.account_id)
    return kept_form.with_next(response, result.outcome, owner)


def _tell_of_slip() -> None:
    flash(
        _(
            "前回のログインのあと、あなたの紙の招待状（パスワードを決め直すための用紙）が"
            "印刷されました。頼んでいないときは、会社の担当者に連絡してください。"
        ),
        "warning",
    )


def _refuse(name: str) -> ResponseReturnValue:
    """Refuse in the same words whether or not there is such an account, open or pausing."""
    wait = count_wrong()
    if wait:
        sentence = translate(
            say(
                "ログインできる回数を超えました。"
                "%(n)d分後に試すか、パスワードを再設定してください。",
                n=wait,
            )
        )
    else:
        sentence = translate(say("ユーザーIDまたはパスワードが正しくありません。"))
    if "@" in name:
        more = _("メールに書かれたユーザーIDを使ってください。")
        sentence = Message(f"{sentence}{more}", sentence.easy)
    return _render_page(sentence), 401


@policy(Access.PUBLIC)
def logout() -> ResponseReturnValue:
    """End every session of this browser, in the database and in the browser."""
    for session in living():
        with state.toolbox().work(session.actor) as uow:
            sessions.log_out(uow, session.session_id)
    response = make_response(redirect(url_for("entrance.login")))
    clear_sessions(response)
    flash(_("ログアウトしました。"), "success")
    return response
