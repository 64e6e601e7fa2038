"""Error pages: what happened, what to do, a code to tell on the telephone - never a detail."""

import logging
import sys
import traceback
from secrets import token_hex

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from mcollector.rules.errors import (
    EditConflict,
    NotAllowed,
    NotFound,
    NotSaved,
    RuleBroken,
    SecretRefused,
    StillSealed,
)
from mcollector.web.state import words

log = logging.getLogger(__name__)

STATUS: dict[type[RuleBroken], int] = {
    NotFound: 404,
    NotAllowed: 403,
    SecretRefused: 410,
    StillSealed: 503,
    NotSaved: 503,
    EditConflict: 409,
}


def install(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(RuleBroken, _broken)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _broken(error: RuleBroken) -> ResponseReturnValue:
    return page(STATUS.get(type(error), 422), words(error.sentence))


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return page(
        400,
        _("画面の有効期限が切れました。"),
        _("前の画面に戻り、画面を読み込み直してから、もう一度操作してください。"),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    texts = {
        400: (_("リクエストを読み取れませんでした。"), _("前の画面に戻ってやり直してください。")),
        403: (_("この操作は受け付けられません。"), _("画面を開き直してください。")),
        404: (
            _("ページが見つかりません。"),
            _("アドレスを確認するか、最初の画面に戻ってください。"),
        ),
        405: (_("この操作はできません。"), _("最初の画面に戻ってください。")),
        413: (_("送信されたファイルが大きすぎます。"), _("20MBより小さい写真を選択してください。")),
        503: (_("こみあっています。"), _("少し待ってから、やり直してください。")),
    }
    code = error.code or 500
    text, remedy = texts.get(code, (_("この操作はできませんでした。"), _("やり直してください。")))
    return page(code, text, remedy)


def _unexpected(error: Exception) -> ResponseReturnValue:
    """Log the class and the place - never a value, which an exception's text may hold."""
    code = token_hex(4)
    frame = traceback.extract_tb(sys.exc_info()[2])[-1]
    log.error("%s %s %s:%s", code, type(error).__name__, frame.name, frame.lineno)
    text = _("予期しないエラーが発生しました。")
    return page(500, text, _("時間をおいて、やり直してください。"), code)


def page(status: int, text: str, remedy: str = "", code: str = "") -> ResponseReturnValue:
    """Return an error page with its status."""
    body = render_template("errors/error.html", title=text, remedy=remedy, code=code)
    return body, status
