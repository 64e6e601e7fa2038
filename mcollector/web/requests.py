"""Requests: bodies stay in memory, bounded by their route; photographs come two at a time."""

from io import BytesIO
from threading import BoundedSemaphore
from typing import IO, Any

from flask import Flask, Request, current_app, g, request
from werkzeug.exceptions import LengthRequired, ServiceUnavailable

from mcollector.web.policies import Body, find_policy

LIMITS = {Body.SMALL: 1 << 20, Body.KEPT: 1 << 20, Body.ROSTER: 6 << 20, Body.PHOTOGRAPH: 61 << 20}
"""Bytes (architecture §11, row "uploads")."""

FORM_MEMORY = 256 * 1024
FORM_PARTS = 60
PHOTOGRAPHS_AT_ONCE = 2
COME_AGAIN = 5
"""Seconds told to whoever finds both places for photographs taken."""

_CHUNK = 64 * 1024


class MemoryRequest(Request):
    """A request whose uploads never touch the disk in plaintext.

    Werkzeug spools parts over 500 KB to a temporary file; here they stay in memory, bounded by
    the limit of the route.
    """

    @property
    def max_content_length(self) -> int | None:
        """Return the limit of the endpoint's policy."""
        return LIMITS[find_body(self)]

    @max_content_length.setter
    def max_content_length(self, _value: int | None) -> None:
        """Keep the policy's limit, whatever else is asked for."""

    @property
    def max_form_memory_size(self) -> int | None:
        """Return how many bytes of fields are taken; a kept form is longer than what it seals."""
        body = find_body(self)
        return LIMITS[body] if body is Body.KEPT else FORM_MEMORY

    @max_form_memory_size.setter
    def max_form_memory_size(self, _value: int | None) -> None:
        """Keep the bound, whatever else is asked for."""

    def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> IO[bytes]:  # noqa: ANN401
        return BytesIO()


def install(app: Flask) -> None:
    """Bound forms, and let two bodies of photographs in at a time; after the gate."""
    app.config["MAX_FORM_PARTS"] = FORM_PARTS
    app.extensions["photographs"] = BoundedSemaphore(PHOTOGRAPHS_AT_ONCE)
    app.before_request(_refuse_unknown_length)
    app.before_request(_take_place)
    app.teardown_request(_leave_place)


def find_body(asked: Request) -> Body:
    """Return how large a body the request's route takes."""
    policy = find_policy(asked.endpoint)
    return policy.body if policy else Body.SMALL


def drain() -> None:
    """Read the rest of a body that was refused as too large, up to a bound.

    A server that closes with bytes unread resets the connection: no page would be seen.
    """
    left = LIMITS[Body.PHOTOGRAPH]
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(_CHUNK)):
        left -= len(chunk)


def _refuse_unknown_length() -> None:
    """Refuse a chunked body: Werkzeug cuts it at the limit without a word, and half would count."""
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired


def _take_place() -> None:
    if request.method != "POST" or find_body(request) is not Body.PHOTOGRAPH:
        return
    places: BoundedSemaphore = current_app.extensions["photographs"]
    if not places.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=COME_AGAIN)
    g.place = places


def _leave_place(_error: BaseException | None) -> None:
    places = g.pop("place", None)
    if places is not None:
        places.release()
