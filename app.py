"""The web's entry: `app` opens the configured doors, `portal` and `admin` one each."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Flask

import admin_views
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.portal import portal as employees
from mcollector.web import (
    access_log,
    commands,
    context,
    csrf,
    errors,
    fragments,
    gate,
    headers,
    language,
    policies,
    requests,
    sessions,
    static_files,
    transport,
)
from mcollector.web.commands.parts import Parts
from mcollector.web.entrance import entrance
from mcollector.web.policies import Access, Policy
from mcollector.web.requests import MemoryRequest
from mcollector.web.transport import House
from mcollector.work.toolbox import Toolbox

ROOT = Path(__file__).parent
NAME = "m-collector"


def create_app(toolbox: Toolbox | None = None, doors: frozenset[str] | None = None) -> Flask:
    """Return the app with the given doors open; it refuses to start with an unlisted endpoint."""
    config = toolbox.config if toolbox else Config.from_environ(os.environ)
    opened = doors or config.doors
    app = House(NAME, root_path=str(ROOT))
    app.request_class = MemoryRequest
    tools = toolbox or bootstrap.build(config, bootstrap.role_of(opened))
    app.extensions.update(toolbox=tools, doors=opened)
    _configure(app, config)
    _open(app, opened)
    policies.close(app)
    _guard(app, config)
    commands.install(app, _parts(lambda: config, lambda: tools))
    return app


def command_line() -> Flask:
    """Return the app of the command line: no door, and a toolbox with every key, when needed."""
    app = Flask(NAME, root_path=str(ROOT), static_folder=None)
    config = cache(lambda: Config.from_environ(os.environ))
    commands.install(app, _parts(config, cache(lambda: bootstrap.build(config(), "cli"))))
    return app


def _parts(config: Callable[[], Config], tools: Callable[[], Toolbox]) -> Parts:
    return Parts(
        config,
        tools,
        prepare=lambda: bootstrap.prepare(config()),
        check_door=lambda: bootstrap.check_door(config()),
        draw=bootstrap.draw,
        work_off=bootstrap.work_off,
    )


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=bootstrap.cookie_key(config),
        SESSION_COOKIE_NAME="__Host-mc-page" if config.secure_cookies else "mc-page",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_SAMESITE="Strict",
        REMEMBER_COOKIE_NAME="__Host-mc-none",  # Flask-Login looks for one; we never give it
    )
    headers.install(app, secure=config.secure_cookies)
    for room in (static_files, language, fragments, errors, sessions, context):
        room.install(app)


def _open(app: Flask, doors: frozenset[str]) -> None:
    app.register_blueprint(entrance)
    if "portal" in doors:
        app.register_blueprint(employees)
    if "admin" in doors:
        admin_views.register(app)
    policies.declare(app, {"static": Policy(Access.PUBLIC)})


def _guard(app: Flask, config: Config) -> None:
    """Put the guards before every view, in this order: the body is read by the last one only."""
    access_log.install(app)
    transport.install(app, config)
    csrf.refuse_foreign(app)
    gate.install(app)
    requests.install(app)
    csrf.install(app)


@cache
def _built(name: str) -> Flask:
    if name == "app" and os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        return command_line()
    access_log.to_stderr()
    return create_app(doors=None if name == "app" else frozenset({name}))


def __getattr__(name: str) -> Flask:
    """Build `app`, `portal` or `admin` when it is asked for: importing costs nothing."""
    if name in ("app", "portal", "admin"):
        return _built(name)
    raise AttributeError(name)
