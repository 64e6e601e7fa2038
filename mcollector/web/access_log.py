"""The access log: JSON lines that name the route, never the path - a path may hold a secret."""

import json
import logging
from time import perf_counter

from flask import Flask, Response, g, request

log = logging.getLogger("mcollector.access")


def install(app: Flask) -> None:
    """Write one line an answer."""
    app.before_request(_start)
    app.after_request(_write)


def _start() -> None:
    g.started = perf_counter()


def _write(response: Response) -> Response:
    line = {
        "method": request.method,
        "route": request.endpoint or "-",
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("started", perf_counter())) * 1000),
    }
    log.info(json.dumps(line))
    return response
