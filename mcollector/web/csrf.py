"""Against forged requests: a token in every form, no foreign origin, and nothing typed is lost."""

from flask import Flask, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect

from mcollector.web import errors, form_again, form_owner, kept_form, state
from mcollector.web.entrance.ways import home
from mcollector.web.policies import Access, Policy, find_policy

SAFE = ("GET", "HEAD", "OPTIONS")


def refuse_foreign(app: Flask) -> None:
    """Refuse every unsafe request from another site, before anything else is looked at."""
    app.before_request(_refuse_foreign)


def install(app: Flask) -> None:
    """Demand the token of this browser's form; after the gate, for it reads the body.

    An expired token shows the page again with what was typed, by the policy's `again` or a page
    that asks to press once more; the view does not run. What another account's page sends is
    refused with a good token too, and is shown to nobody but them.
    """
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    form_owner.install(app)
    CSRFProtect(app)
    app.before_request(_refuse_of_another)
    app.register_error_handler(CSRFError, _show_again)


def _refuse_foreign() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    if site not in ("same-origin", "none") or not _is_own(origin):
        abort(403)


def _is_own(origin: str) -> bool:
    """Judge the Origin; our own forms send "null", for we send no referrer: the token decides."""
    return origin in ("", "null") or origin == request.host_url.rstrip("/")


def _refuse_of_another() -> None:
    """Refuse a form of another account's page: a late answer can bring the old token back."""
    rule = find_policy(request.endpoint)
    if request.method in SAFE or rule is None or rule.access is Access.PUBLIC:
        return
    owner = form_owner.find_sent()
    if owner is not None and owner != form_owner.find_current():
        raise CSRFError


def _show_again(_error: CSRFError) -> ResponseReturnValue:
    rule = find_policy(request.endpoint)
    if rule is None or rule.access is Access.PUBLIC:
        return _ask_again(rule)
    owner = form_owner.find_sent()
    if owner is not None and owner == form_owner.find_current():
        return _ask_again(rule)
    answer = kept_form.show_to_another(rule, owner, home()) if owner is not None else None
    return answer or _show_nobodys()


def _ask_again(rule: Policy | None) -> ResponseReturnValue:
    state.remember("expired", value=True)
    if rule is not None and rule.again is not None:
        response = make_response(rule.again(**(request.view_args or {})))
        response.status_code = max(response.status_code, 400)
        return response
    return form_again.show_again(
        400,
        _("もう一度送信してください"),
        _("入力した内容はまだ保存されていません。下のボタンを押すと、もう一度送信します。"),
    )


def _show_nobodys() -> ResponseReturnValue:
    """Refuse what does not say whose it is: it was typed on no page of ours."""
    return errors.render_error(
        400,
        _("送信された内容を受け取れませんでした。"),
        _("前の画面に戻り、画面を開き直してから、もう一度入力してください。"),
    )
