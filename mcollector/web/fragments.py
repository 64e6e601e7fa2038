"""Parts of pages that are the same for everybody of a kind: rendered once, kept in the process."""

from typing import Any

from flask import Flask, current_app, request
from jinja2.runtime import Macro

MOST = 512
"""How many pieces are kept; a house has some ten for each right and two for each company."""


def install(app: Flask) -> None:
    """Give templates `once(draw, *who)`."""
    app.extensions["fragments"] = {}
    app.jinja_env.globals["once"] = once


def once(draw: Macro, *who: Any) -> str:  # noqa: ANN401
    """Return what the macro renders, rendered once for each value of `who`.

    The macro may depend on nothing else: no token, no message, no clock, no name.
    """
    kept: dict[tuple[Any, ...], str] = current_app.extensions["fragments"]
    piece = (draw._func.__code__, request.root_path, *who)  # noqa: SLF001 - names may be equal
    if piece not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[piece] = draw()
    return kept[piece]
