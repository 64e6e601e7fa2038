"""Against forged requests: a token in every form, no foreign origin, and nothing typed is lost."""

from flask import Flask, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect

from mcollector.web import form_again, state
from mcollector.web.policies import find_policy

SAFE = ("GET", "HEAD", "OPTIONS")


def refuse_foreign(app: Flask) -> None:
    """Refuse every unsafe request from another site, before anything else is looked at."""
    app.before_request(_refuse_foreign)


def install(app: Flask) -> None:
    """Demand the token of this browser's form; after the gate, for it reads the body.

    An expired token shows the page again with what was typed, by the policy's `again` or a page
    that asks to press once more; the view does not run.
    """
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    CSRFProtect(app)
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


def _show_again(_error: CSRFError) -> ResponseReturnValue:
    state.remember("expired", value=True)
    rule = find_policy(request.endpoint)
    if rule is not None and rule.again is not None:
        response = make_response(rule.again(**(request.view_args or {})))
        response.status_code = max(response.status_code, 400)
        return response
    return form_again.show_again(
        400,
        _("もう一度送信してください"),
        _("入力した内容はまだ保存されていません。下のボタンを押すと、もう一度送信します。"),
    )
