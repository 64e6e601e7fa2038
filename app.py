"""The web's entry: `app` opens the configured doors, `portal` and `admin` one each.

`flask --app app` is the command line instead. It imports what a command needs when it needs it: the
website (`mcollector.website`) takes a second.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from mcollector.config import Config
from mcollector.web import commands
from mcollector.web.commands.parts import Parts

if TYPE_CHECKING:
    from mcollector.work.toolbox import Toolbox

ROOT = Path(__file__).parent
NAME = "m-collector"


def create_app(toolbox: "Toolbox | None" = None, doors: frozenset[str] | None = None) -> Flask:
    """Return the app with the given doors open; it refuses to start with an unlisted endpoint."""
    from mcollector import website

    app = website.open_doors(toolbox, doors)
    tools: Toolbox = app.extensions["toolbox"]
    commands.install(app, _parts(lambda: tools.config, lambda: tools))
    return app


def command_line() -> Flask:
    """Return the app of the command line: no door, and a toolbox with every key, when needed."""
    app = Flask(NAME, root_path=str(ROOT), static_folder=None)
    config = cache(lambda: Config.from_environ(os.environ))
    commands.install(app, _parts(config, cache(lambda: _tools(config()))))
    return app


def _parts(config: Callable[[], Config], tools: "Callable[[], Toolbox]") -> Parts:
    def prepare() -> str | None:
        from mcollector import bootstrap

        return bootstrap.prepare(config())

    def check_door() -> None:
        from mcollector import bootstrap

        bootstrap.check_door(config())

    return Parts(config, tools, prepare, check_door, _draw, _work_off)


def _tools(config: Config) -> "Toolbox":
    from mcollector import bootstrap

    return bootstrap.build(config, "cli")


def _draw(slot: str, **of: str) -> bytes:
    from mcollector import bootstrap

    return bootstrap.draw(slot, **of)


def _work_off(tools: "Toolbox", *, reads_print: bool) -> None:
    from mcollector import bootstrap

    bootstrap.work_off(tools, reads_print=reads_print)


@cache
def _built(name: str) -> Flask:
    if name == "app" and os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        return command_line()
    from mcollector.web import access_log

    access_log.to_stdout()
    return create_app(doors=None if name == "app" else frozenset({name}))


def __getattr__(name: str) -> Flask:
    """Build `app`, `portal` or `admin` when it is asked for: importing costs nothing."""
    if name in ("app", "portal", "admin"):
        return _built(name)
    raise AttributeError(name)
