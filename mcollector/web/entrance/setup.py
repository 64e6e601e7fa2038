"""Set-up: one single-use link founds the first company; the recovery code is typed back."""

from uuid import uuid4

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules import purposes
from mcollector.rules.actor import Actor
from mcollector.rules.errors import FormRefused, RuleBroken
from mcollector.services.company import founding, setup
from mcollector.services.company.founding import Founded
from mcollector.services.company.setup import Prepared
from mcollector.services.login import sessions
from mcollector.web import state
from mcollector.web.entrance.ways import landing
from mcollector.web.policies import Access, policy
from mcollector.web.sessions import doors, set_session

SYSTEM = Actor.system("setup")
FIELDS = (
    "name",
    "department",
    "phone",
    "hours",
    "reply_to",
    "purposes",
    "admin_name",
    "admin_mail",
    "password",
)
"""The fields in the order of the page, which is the order of the error summary."""


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/setup/<secret>", "setup", form_page)
    blueprint.add_url_rule("/setup/<secret>", "begin_setup", begin, methods=("POST",))
    blueprint.add_url_rule("/setup/<secret>/code", "finish_setup", finish, methods=("POST",))


@policy(Access.PUBLIC)
def form_page(secret: str) -> ResponseReturnValue:
    """Show the form behind a good link."""
    _require_office()
    if not _is_good(secret):
        return _show_refusal()
    return _render_form({}, {}, [one.code for one in purposes.PURPOSES if one.usual])


def _is_good(secret: str) -> bool:
    with state.toolbox().read(SYSTEM) as uow:
        return setup.check_link(uow, secret).word == "good"


def _show_refusal() -> ResponseReturnValue:
    title = _("このリンクは使えません。")
    return render_template("entrance/link.html", word="setup", title=title, user_id=""), 410


def _require_office() -> None:
    """Refuse before the link is used up: a company is founded where its vault can be made."""
    if "admin" not in doors():
        abort(404)
    state.toolbox().keyring.need_server()


def _render_form_again(secret: str) -> str:  # noqa: ARG001 - the route's argument
    return _render_form(request.form, {}, request.form.getlist("purposes"))


def _render_code_again(secret: str, message: str = "") -> str:
    errors = {"code": message} if message else {}
    return render_template("entrance/setup_code.html", secret=secret, code=None, errors=errors)


@policy(Access.PUBLIC, again=_render_form_again)
def begin(secret: str) -> ResponseReturnValue:
    """Keep the form sealed behind the link and show the recovery code."""
    _require_office()
    if not _is_good(secret):
        return _show_refusal()
    chosen = request.form.getlist("purposes")
    try:
        new = founding.new_company(
            request.form, purposes.titles_of(chosen), request.form.get("password", "")
        )
    except FormRefused as refused:
        sentences = refused.fields
        errors = {name: state.words(sentences[name]) for name in FIELDS if name in sentences}
        return _render_form(request.form, errors, chosen), 422
    with state.toolbox().work(SYSTEM) as uow:
        code = setup.begin(uow, secret, new)
    return render_template("entrance/setup_code.html", secret=secret, code=code, errors={})


@policy(Access.PUBLIC, again=_render_code_again)
def finish(secret: str) -> ResponseReturnValue:
    """Found the company once the recovery code was typed back; its writer is then inside."""
    _require_office()
    with state.toolbox().work(SYSTEM) as uow:
        prepared = setup.finish(uow, secret, request.form.get("code", ""))
    if prepared is None:
        message = _("回復コードが違います。書き留めたコードを確認して、もう一度入力してください。")
        return _render_code_again(secret, message), 422
    return _let_in(_found_company(secret, prepared))


def _found_company(secret: str, prepared: Prepared) -> Founded:
    """Found the company; where that fails the link stays good, with all that was typed."""
    try:
        with state.toolbox().work(Actor.system("setup", uuid4())) as uow:
            return founding.found_company(uow, prepared.new, prepared.recovery_code)
    except RuleBroken:
        with state.toolbox().work(SYSTEM) as uow:
            setup.reopen(uow, secret, prepared)
        raise


def _let_in(founded: Founded) -> ResponseReturnValue:
    with state.toolbox().work(Actor.visitor(founded.company_id)) as uow:
        token = sessions.open_for(uow, founded.account_id)
    page = render_template(
        "entrance/setup_done.html", user_id=founded.user_id, next_url=landing("ok", is_staff=True)
    )
    response = make_response(page)
    set_session(response, founded.company_id, token, is_staff=True)
    return response


def _render_form(values: object, errors: dict[str, str], chosen: list[str]) -> str:
    return render_template(
        "entrance/setup.html",
        values=values,
        errors=errors,
        chosen=chosen,
        purposes=purposes.PURPOSES,
    )
