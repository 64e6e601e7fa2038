"""The website: the portal and the office behind their guards, as one Flask app."""

import os
from pathlib import Path

from flask import Flask

import admin_views
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.portal import portal as employees
from mcollector.web import (
    access_log,
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
from mcollector.web.entrance import entrance
from mcollector.web.policies import Access, Policy
from mcollector.web.requests import MemoryRequest
from mcollector.web.transport import App
from mcollector.work.toolbox import Toolbox

ROOT = Path(__file__).parents[1]
NAME = "m-collector"


def open_doors(toolbox: Toolbox | None = None, doors: frozenset[str] | None = None) -> Flask:
    """Return the app with the given doors open; it refuses to start with an unlisted endpoint."""
    config = toolbox.config if toolbox else Config.from_environ(os.environ)
    opened = doors or config.doors
    app = App(NAME, root_path=str(ROOT))
    app.request_class = MemoryRequest
    tools = toolbox or bootstrap.build(config, bootstrap.role_of(opened))
    app.extensions.update(toolbox=tools, doors=opened)
    _configure(app, config)
    _open(app, opened)
    policies.close(app)
    _guard(app, config)
    return app


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
