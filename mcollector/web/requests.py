"""Requests: bodies stay in memory, and are never larger than their route allows."""

from io import BytesIO
from typing import IO, Any

from flask import Request

from mcollector.web.policies import Body, of_endpoint

LIMITS = {Body.SMALL: 1 << 20, Body.ROSTER: 6 << 20, Body.PHOTOGRAPH: 61 << 20}


class MemoryRequest(Request):
    """A request whose uploads never touch the disk in plaintext.

    Werkzeug spools parts over 500 KB to a temporary file; here they stay in memory, bounded by
    the limit of the route.
    """

    @property
    def max_content_length(self) -> int | None:
        """Return the limit of the endpoint's policy."""
        policy = of_endpoint(self.endpoint)
        return LIMITS[policy.body if policy else Body.SMALL]

    @max_content_length.setter
    def max_content_length(self, _value: int | None) -> None:
        """Keep the policy's limit, whatever else is asked for."""

    def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> IO[bytes]:  # noqa: ANN401
        return BytesIO()
