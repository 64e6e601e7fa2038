"""パスワードを忘れた方: asking for a link; the answer is the same for everybody."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.login import entry, one_time_secrets
from mcollector.services.login.entry import FoundLogin
from mcollector.web import state
from mcollector.web.entrance.strangers import refuse_unknown
from mcollector.web.policies import Access, policy

SYSTEM = Actor.system("entrance")


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/reset", "ask_reset", ask_page)
    blueprint.add_url_rule("/reset", "send_reset", send_reset, methods=("POST",))
    blueprint.add_url_rule("/first/<user_id>/new-link", "new_link", new_link, methods=("POST",))


@policy(Access.PUBLIC)
def ask_page() -> ResponseReturnValue:
    """Ask for the user ID or mail address."""
    return _render_page({})


def _render_page(errors: Mapping[str, str]) -> str:
    name = request.form.get("name", "").strip()
    return render_template("entrance/reset_ask.html", name=name, errors=errors)


@policy(Access.PUBLIC, again=ask_page)
def send_reset() -> ResponseReturnValue:
    """Send a reset link, if there is somebody; the answer is always the same."""
    name = request.form.get("name", "").strip()
    if not name:
        return _render_page({"name": _("ユーザーIDまたはメールアドレスを入力してください。")}), 422
    _send_link(name)
    return render_template("entrance/reset_sent.html")


@policy(Access.PUBLIC)
def new_link(user_id: str) -> ResponseReturnValue:
    """Send a fresh link to the registered address; the answer tells nothing."""
    _send_link(user_id)
    return render_template("entrance/reset_sent.html")


def find_login(name: str) -> FoundLogin | None:
    """Return where a user ID or mail address belongs, if anywhere."""
    with state.toolbox().read(SYSTEM) as uow:
        return entry.find_login(uow, name)


def _send_link(name: str) -> None:
    """Send a link; for an unknown name something is written too."""
    login = find_login(name)
    if login is None:
        refuse_unknown(name, Action.PASSWORD_RESET_ASKED)
        return
    with state.toolbox().work(Actor.visitor(login.company_id)) as uow:
        one_time_secrets.ask_reset(uow, login.account_id)
