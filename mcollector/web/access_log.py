"""The access log: JSON lines that name the route, never the path - a path may hold a secret."""

import json
import logging
import secrets
import sys
from time import perf_counter

from flask import Flask, Response, g, request

from mcollector.rules.login.one_time import ALPHABET
from mcollector.web.state import toolbox

log = logging.getLogger("mcollector.access")


def install(app: Flask) -> None:
    """Write one line an answer; every request has a code people can tell on the telephone."""
    app.before_request(_start)
    app.after_request(_write)


def to_stdout() -> None:
    """Let the lines out, in a process of its own; what it refuses goes to standard error."""
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stdout))
        log.setLevel(logging.INFO)
        log.propagate = False


def request_code() -> str:
    """Return the request's code: the same in its line, its error's line and its error page."""
    if "request_code" not in g:
        g.request_code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return str(g.request_code)


def _start() -> None:
    g.started = perf_counter()


def _write(response: Response) -> Response:
    line = {
        "at": toolbox().now().isoformat(timespec="milliseconds"),
        "code": request_code(),
        "method": request.method if request.url_rule is not None else "-",
        "route": request.endpoint or "-",
        "rule": request.url_rule.rule if request.url_rule is not None else "-",
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("started", perf_counter())) * 1000),
    }
    log.info(json.dumps(line))
    return response
