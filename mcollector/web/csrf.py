"""Forged requests: a token in every form, no foreign origin, and nothing typed is lost."""

import re

from flask import Flask, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect

from mcollector.rules.digits import ascii_digits
from mcollector.web import state
from mcollector.web.policies import of_endpoint

SAFE = ("GET", "HEAD", "OPTIONS")
TOKEN = "csrf_token"  # noqa: S105 - a field's name
NEVER_BACK = frozenset({"password", "code", "number"})
"""Fields whose value is not put into a page again."""

_TWELVE = re.compile(r"[0-9]{12}")


def refuse_foreign(app: Flask) -> None:
    """Refuse every unsafe request from another site; the first thing that is looked at."""
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
    state.note("expired", value=True)
    rule = of_endpoint(request.endpoint)
    if rule is not None and rule.again is not None:
        response = make_response(rule.again(**(request.view_args or {})))
        response.status_code = max(response.status_code, 400)
        return response
    typed = [pair for pair in request.form.items(multi=True) if pair[0] != TOKEN]
    kept = [pair for pair in typed if _may_stand(*pair)]
    lost = bool(request.files) or len(kept) < len(typed)
    return render_template("entrance/again.html", kept=kept, lost=lost), 400


def _may_stand(name: str, value: str) -> bool:
    """Tell whether the value may stand in a page again: no password, no code, no My Number."""
    return name not in NEVER_BACK and _TWELVE.search(ascii_digits(value)) is None
