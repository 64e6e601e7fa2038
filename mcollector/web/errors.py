"""Error pages: what happened, what to do, a code to tell on the telephone - never a detail."""

import json
import logging
import traceback
from pathlib import Path

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, SecurityError

from mcollector.rules.errors import (
    EditConflict,
    HeldByAnother,
    MoveRefused,
    NotAllowed,
    NotFound,
    NotSaved,
    RuleBroken,
    SecretRefused,
    StillSealed,
)
from mcollector.web.access_log import request_code
from mcollector.web.policies import Body
from mcollector.web.requests import drain, find_body
from mcollector.web.state import words

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
STATUS: dict[type[RuleBroken], int] = {
    NotFound: 404,
    NotAllowed: 403,
    SecretRefused: 410,
    StillSealed: 503,
    NotSaved: 503,
    EditConflict: 409,
    MoveRefused: 409,
    HeldByAnother: 409,
}
_KEPT = ("Allow", "Retry-After")
"""Headers of an error that tell a program what to do."""


def install(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(RuleBroken, _show_broken_rule)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, _show_unexpected)


def find_status(error: RuleBroken) -> int:
    """Return the status of the nearest class that has one; 422 for anything else of the rules."""
    known = (STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
    return next(known, 422)


def _show_broken_rule(error: RuleBroken) -> ResponseReturnValue:
    """Show the cause as the heading and the remedy below it; a missing page has a usual one."""
    status = find_status(error)
    cause, stop, remedy = words(error.sentence).partition("。")
    return render_error(status, cause + stop, remedy or (_texts(404)[1] if status == 404 else ""))


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Return the page of an HTTP error; what was refused as too large is read on first."""
    if isinstance(error, SecurityError):
        return "", 400  # a host that is not ours gets no page
    code = error.code or 500
    if code == 413:
        drain()
    text, remedy = _texts(code)
    response = make_response(render_error(code, text, remedy))
    for name, value in error.get_headers():
        if name in _KEPT:
            response.headers[name] = value
    return response


def _texts(code: int) -> tuple[str, str]:
    """Return what happened and what to do."""
    known = {
        400: (_("リクエストを読み取れませんでした。"), _("前の画面に戻ってやり直してください。")),
        403: (_("この操作は受け付けられません。"), _("画面を開き直してください。")),
        404: (
            _("ページが見つかりません。"),
            _("アドレスを確認するか、最初の画面に戻ってください。"),
        ),
        405: (_("この操作はできません。"), _("最初の画面に戻ってください。")),
        411: (_("送信の途中で切れました。"), _("もう一度送信してください。")),
        413: _too_large(),
        429: (_("しばらく待ってからやり直してください。"), ""),
        503: (_("こみあっています。"), _("少し待ってから、やり直してください。")),
    }
    return known.get(code, (_("この操作はできませんでした。"), _("やり直してください。")))


def _too_large() -> tuple[str, str]:
    body = find_body(request)
    if body is Body.PHOTOGRAPH:
        return _("写真が大きすぎます。"), _("1枚20MB、合わせて60MBまでにしてください。")
    if body is Body.ROSTER:
        return _("ファイルが大きすぎます。"), _("5MBまでのファイルに分けてください。")
    return _("送信された内容が大きすぎます。"), _("短くして、もう一度送信してください。")


def _show_unexpected(error: Exception) -> ResponseReturnValue:
    """Log the class and the place - never a value, which an exception's text may hold."""
    line = {"code": request_code(), "error": type(error).__name__, "at": _places(error)}
    log.error(json.dumps(line))
    text = _("予期しないエラーが発生しました。")
    try:
        return render_error(500, text, _("時間をおいて、やり直してください。"))
    except Exception:  # noqa: BLE001 - the last resort: the page itself is broken
        return f"{text} {request_code()}\n", 500, {"Content-Type": "text/plain; charset=utf-8"}


def _places(error: BaseException) -> list[str]:
    """Return file and line of the two innermost frames of ours and of whatever lies below."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT / "mcollector")]
    chosen = [*own[-2:], *frames[-1:]]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in chosen]


def render_error(status: int, text: str, remedy: str = "") -> tuple[str, int]:
    """Return an error page with its status and the request's code."""
    body = render_template("errors/error.html", title=text, remedy=remedy, code=request_code())
    return body, status
