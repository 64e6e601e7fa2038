"""The gate: each request is judged by its endpoint's policy before its body is read."""

from typing import NoReturn

from flask import Flask, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mcollector.rules.actions import Action
from mcollector.rules.errors import HandoffOver, NotAllowed
from mcollector.rules.rights import may
from mcollector.services.login.sessions import SessionView
from mcollector.web import kept_form, policies, state
from mcollector.web.entrance.ways import STAGES, home
from mcollector.web.policies import Access, Policy
from mcollector.web.sessions import has_cookie


def install(app: Flask) -> None:
    """Judge every request that found an endpoint; the others become 404 or 405."""
    app.before_request(_enforce)


def _enforce() -> ResponseReturnValue | None:
    rule = policies.find_policy(request.endpoint)
    return None if rule is None else _judge(rule)


def _judge(rule: Policy) -> ResponseReturnValue | None:
    if rule.access is Access.PUBLIC:
        return None
    if rule.access is Access.CLOSED:
        abort(404)
    if not current_user.is_authenticated and rule.access is Access.HANDOFF:
        raise HandoffOver
    if not current_user.is_authenticated:
        return kept_form.show_login(rule) or _to_login()
    session = state.session()
    if rule.access in (Access.PASSWORD_STAGE, Access.FACTOR_STAGE, Access.HANDOFF):
        return _at_stage(rule, session)
    if session.stage != "full":
        return redirect(url_for(STAGES[session.stage]))
    if rule.access is Access.STAFF and _lacks_factor(session):
        return redirect(url_for("entrance.enrol"))
    if rule.permission is not None and not may(session.right, rule.permission):
        _deny(session)
    return None


def _at_stage(rule: Policy, session: SessionView) -> ResponseReturnValue | None:
    """Let in sessions at this stage; a full session is led home from the telephone's page."""
    if session.stage == rule.access.value:
        return None
    return redirect(home()) if rule.access is Access.HANDOFF else abort(404)


def _to_login() -> ResponseReturnValue:
    """Redirect to the login, which is told the endpoint of the wanted page, never its address."""
    if has_cookie():
        flash(_left_words(), "message")
    wanted = request.endpoint if request.method == "GET" and not request.view_args else None
    return redirect(url_for("entrance.login", next=wanted))


def _left_words() -> str:
    """Return the sentence on what is kept: earlier steps are, what was sent just now is not."""
    if request.method == "GET":
        return str(
            _("ログアウトしました。もう一度ログインしてください。入力した内容は保存されています。")
        )
    return str(
        _(
            "ログアウトしました。もう一度ログインしてください。"
            "いま送信した内容は受け取っていません。その前に入力した内容は保存されています。"
        )
    )


def _lacks_factor(session: SessionView) -> bool:
    """Tell whether the office must enrol first: always, but on loopback (architecture §11)."""
    return not session.has_second_factor and not state.toolbox().config.is_loopback


def _deny(session: SessionView) -> NoReturn:
    """Refuse, leaving a line: who asked for what their right does not cover."""
    with state.toolbox().work(session.actor) as uow:
        uow.record(Action.POLICY_DENIED, result="refused", route=str(request.endpoint))
    raise NotAllowed
