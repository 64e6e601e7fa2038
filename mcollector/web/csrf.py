"""Forged requests: a token in every form, and no foreign origin."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

SAFE = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Refuse every unsafe request from a foreign site or without a token of this session."""
    app.before_request(_refuse_foreign)
    CSRFProtect(app)


def _refuse_foreign() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    if site not in ("same-origin", "none") or not _is_own(origin):
        abort(403)


def _is_own(origin: str) -> bool:
    """Judge the Origin; our own forms send "null", for we send no referrer: the token decides."""
    return origin in ("", "null") or urlsplit(origin).netloc == request.host
