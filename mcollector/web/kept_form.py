"""What was typed after the session had ended is kept through the login of whoever typed it."""

from urllib.parse import parse_qsl, urlencode

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from mcollector.web import form_again
from mcollector.web.policies import Access, Body, Policy, find_policy

TYPED, TO, LOST = "carried", "carried_to", "carried_lost"
"""Fields of the login's form: what was typed, where it belongs, whether something is missing."""


def show_login(rule: Policy) -> ResponseReturnValue | None:
    """Return the login with the request's form in it, or None when nothing can be carried.

    A body of photographs is not read for somebody unknown; its number is never put into a page.
    """
    if request.method != "POST" or rule.body is not Body.SMALL or request.content_length is None:
        return None
    kept = form_again.typed_fields()
    if not kept:
        return None
    flash(_("ログアウトしました。ログインすると、いま入力した内容を送信できます。"), "message")
    carried = {TYPED: urlencode(kept), TO: request.path, LOST: form_again.is_something_lost(kept)}
    page = render_template("entrance/login.html", errors={}, name="", wish=None, carried=carried)
    return page, 401


def carried_fields() -> dict[str, str]:
    """Return what the login's own form carries, to be shown in it again after a refusal."""
    return {name: request.form[name] for name in (TYPED, TO, LOST) if request.form.get(name)}


def render_after_login(*, is_staff: bool) -> str | None:
    """Return the page that sends what was carried, or None when there is nothing of this door."""
    address = _own_address(request.form.get(TO, ""), Access.STAFF if is_staff else Access.PERSON)
    kept = parse_qsl(request.form.get(TYPED, ""), keep_blank_values=True)
    if address is None or not kept:
        return None
    return form_again.render_again(
        _("もう一度送信してください"),
        _("ログインしました。下のボタンを押すと、さきほど入力した内容を送信します。"),
        kept,
        address,
        lost=bool(request.form.get(LOST)),
    )


def _own_address(path: str, access: Access) -> str | None:
    """Return the address of a form of this door, written anew from its endpoint."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        endpoint, arguments = adapter.match(path, method="POST")
    except HTTPException:
        return None
    rule = find_policy(endpoint)
    return url_for(endpoint, **arguments) if rule is not None and rule.access is access else None
