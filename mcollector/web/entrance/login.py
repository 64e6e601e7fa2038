"""ログイン and ログアウト, for the office and for employees."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mcollector.rules.actor import Actor
from mcollector.services import entry, sessions
from mcollector.services.entry import LoginResult
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import clear_session, doors, set_session


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
    """Show the login; somebody already in goes on."""
    if current_user.is_authenticated:
        return redirect(home())
    return render_template("entrance/login.html", errors={}, name="")


@policy(Access.PUBLIC)
def try_login() -> ResponseReturnValue:
    """Check user ID (or mail address) and password; a refusal never says which was wrong."""
    name = request.form.get("name", "").strip()
    password = request.form.get("password", "")
    with state.toolbox().read(Actor.system("entrance")) as uow:
        found = entry.find_login(uow, name)
    if found is None:
        return _answer(entry.nobody(password), name, None)
    with state.toolbox().work(Actor.visitor(found.company_id)) as uow:
        result = entry.log_in(uow, found.account_id, password, doors=doors())
    return _answer(result, name, found)


def _answer(result: LoginResult, name: str, found: entry.FoundLogin | None) -> ResponseReturnValue:
    if found is None or not result.token:
        return _refused(result, name)
    response = make_response(redirect(landing(result.outcome, is_staff=result.is_staff)))
    set_session(response, found.company_id, result.token, is_staff=result.is_staff)
    return response


def _refused(result: LoginResult, name: str) -> ResponseReturnValue:
    sentence = _("ユーザーIDまたはパスワードが正しくありません。")
    if "@" in name:
        sentence += _("メールに書かれたユーザーIDを使ってください。")
    if result.outcome == "locked":
        sentence = _(
            "ログインできる回数を超えました。%(n)d分後に試すか、パスワードを再設定してください。",
            n=result.wait_minutes,
        )
    return render_template("entrance/login.html", errors={"name": sentence}, name=name), 401


@policy(Access.PUBLIC)
def logout() -> ResponseReturnValue:
    """End the session, in the database and in the browser."""
    response = make_response(redirect(url_for("entrance.login")))
    if current_user.is_authenticated:
        session = state.session()
        with state.toolbox().work(session.actor) as uow:
            sessions.log_out(uow, session.session_id)
        clear_session(response, is_staff=session.is_staff)
    return response


def home() -> str:
    """Return where the request's session belongs."""
    if not current_user.is_authenticated:
        return url_for("entrance.login")
    session = state.session()
    outcome = "ok" if session.stage == "full" else session.stage
    return landing(outcome, is_staff=session.is_staff)


def landing(outcome: str, *, is_staff: bool) -> str:
    """Return the page after a step of the entrance."""
    if outcome in ("set_password", "second_factor"):
        return url_for(f"entrance.{outcome}")
    return url_for("admin.index") if is_staff else url_for("portal.menu")
