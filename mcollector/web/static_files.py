"""Static files: the address changes with the content, so a browser may keep it for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, request

FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Put a digest of the content into every address of a static file."""
    folder = Path(app.static_folder or "")

    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = digest(folder / values["filename"])

    app.url_defaults(add_digest)
    app.after_request(_close_unsent)


def _close_unsent(response: Response) -> Response:
    """Close the file of an answer without a body: a server closes only what it has sent."""
    if request.method == "HEAD" or response.status_code == 304:
        response.close()
    return response


def cache_control(asked: Request, folder: str | None) -> str:
    """Return how long the answer may be kept: only a static file of that digest, for ever."""
    if asked.endpoint != "static":
        return "no-store"
    name = str((asked.view_args or {}).get("filename", ""))
    path = Path(folder or "") / name
    is_current = path.is_file() and asked.args.get("v", "") == digest(path)
    return FOR_EVER if is_current else "no-cache"


@cache
def digest(path: Path) -> str:
    """Return the beginning of the content's SHA-256; empty for a file that is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
