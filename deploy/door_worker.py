"""gunicorn's worker as the doors run it: it names no server, and repeats nothing a stranger sent.

gunicorn itself answers what is no request, and writes a line about it: both quote what came, which
may be a path with a one-time secret in it, and the answer has none of our headers.
"""

import socket
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.http import errors, wsgi
from gunicorn.workers.gthread import ThreadWorker

from mcollector.web.headers import ALWAYS, CSP_OF_FILES

_STATUS: dict[type[Exception], str] = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
}
_OURS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)
_UNREADABLE = "リクエストを読み取れませんでした。\n"
_FAILED = "予期しないエラーが発生しました。\n"


class DoorWorker(ThreadWorker):  # type: ignore[misc]
    """A worker of threads whose answers are our own, the one to a broken request too."""

    def handle_error(
        self,
        req: object,  # noqa: ARG002 - gunicorn's signature; what was asked is never told
        client: socket.socket,
        addr: object,  # noqa: ARG002
        exc: Exception,
    ) -> None:
        """Answer what gunicorn cannot hand to the app, and log the class of what was wrong."""
        self.log.warning("a request was refused: %s", type(exc).__name__)
        with suppress(OSError):
            util.write_nonblock(client, _page(exc))


def drop_server_header() -> None:
    """Leave `Server` out of every answer: gunicorn has no setting for it."""
    whole = wsgi.Response.default_headers

    def default_headers(response: Any) -> list[str]:  # noqa: ANN401 - gunicorn has no types
        return [line for line in whole(response) if not line.startswith("Server:")]

    wsgi.Response.default_headers = default_headers


def _page(error: Exception) -> bytes:
    is_theirs = isinstance(error, errors.ParseException) and not isinstance(error, _OURS)
    status = _STATUS.get(type(error), "400 Bad Request")
    body = (_UNREADABLE if is_theirs else _FAILED).encode()
    lines = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Content-Security-Policy": CSP_OF_FILES,
        "Cache-Control": "no-store",
        "Connection": "close",
        **ALWAYS,
    }
    head = f"HTTP/1.1 {status if is_theirs else '500 Internal Server Error'}\r\n"
    return (head + "".join(f"{name}: {lines[name]}\r\n" for name in lines) + "\r\n").encode() + body
