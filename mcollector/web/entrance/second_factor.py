"""二段階認証: the code at login, and enrolling an authenticator app."""

import segno
from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.services.login import second_factor
from mcollector.web import kept_form, state
from mcollector.web.entrance.known_device import keep_token
from mcollector.web.entrance.ways import landing
from mcollector.web.form_owner import Owner
from mcollector.web.policies import Access, Body, policy
from mcollector.web.sessions import set_session


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/second-factor", "second_factor", code_page)
    blueprint.add_url_rule("/second-factor", "try_code", try_code, methods=("POST",))
    path = "/second-factor/new"
    blueprint.add_url_rule(path, "enrol", enrol_page)
    blueprint.add_url_rule(path, "begin_enrolment", begin, methods=("POST",))
    blueprint.add_url_rule(f"{path}/confirm", "confirm_enrolment", confirm, methods=("POST",))


@policy(Access.FACTOR_STAGE)
def code_page() -> ResponseReturnValue:
    """Ask for the code."""
    return render_template("entrance/second_factor.html", errors={})


@policy(Access.FACTOR_STAGE, body=Body.KEPT)
def try_code() -> ResponseReturnValue:
    """Take a code or a recovery code; each counts once."""
    session = state.session()
    with state.toolbox().work(session.actor) as uow:
        result = second_factor.pass_code(uow, session.session_id, request.form.get("code", ""))
    if result.outcome == "ended":
        return _to_login(result.wait_minutes)
    if result.outcome == "wrong":
        message = _("コードが正しくありません。アプリの新しいコードを入力してください。")
        errors, kept = {"code": message}, kept_form.find_carried()
        return render_template("entrance/second_factor.html", errors=errors, kept=kept), 401
    response = make_response(redirect(landing("ok", is_staff=session.is_staff)))
    set_session(response, session.company_id, result.token, is_staff=session.is_staff)
    keep_token(response, session.account_id, result.known)
    owner = Owner(session.company_id, session.account_id)
    return kept_form.with_next(response, "ok", owner)


def _to_login(wait_minutes: int) -> ResponseReturnValue:
    flash(
        _(
            "コードを何度もまちがえたため、終了しました。%(n)d分後に、もう一度ログインしてください。",
            n=wait_minutes,
        ),
        "warning",
    )
    return redirect(url_for("entrance.login"))


@policy(Access.ENROL)
def enrol_page() -> ResponseReturnValue:
    """Explain what an authenticator app is for."""
    return render_template("entrance/enrol.html", enrolment=None, errors={})


@policy(Access.ENROL)
def begin() -> ResponseReturnValue:
    """Show a new seed once, as QR code and as text."""
    session = state.session()
    with state.toolbox().work(session.actor) as uow:
        enrolment = second_factor.begin(uow, session.account_id)
    return render_template(
        "entrance/enrol.html", enrolment=enrolment, qr=_qr(enrolment.uri), errors={}
    )


@policy(Access.ENROL)
def confirm() -> ResponseReturnValue:
    """Take the first code and show the recovery codes once."""
    session = state.session()
    with state.toolbox().work(session.actor) as uow:
        codes = second_factor.confirm(uow, session.session_id, request.form.get("code", ""))
    if codes is None:
        message = _("コードが正しくありません。アプリの新しいコードを入力してください。")
        return render_template("entrance/enrol_again.html", errors={"code": message}), 422
    return render_template("entrance/recovery_codes.html", codes=codes)


def _qr(uri: str) -> list[str]:
    """Return the QR code as rows of 0 and 1: drawn by the template, for CSP allows no data: URL."""
    rows = segno.make(uri, error="m").matrix_iter(border=2)
    return ["".join("1" if cell else "0" for cell in row) for row in rows]
