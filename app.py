"""The web's entry: `app` opens the configured doors, `portal` and `admin` one each."""

import os
from functools import cache
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

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
    headers,
    language,
    policies,
    sessions,
)
from mcollector.web.entrance import entrance
from mcollector.web.policies import Access, Policy
from mcollector.web.requests import MemoryRequest
from mcollector.work.toolbox import Toolbox

ROOT = Path(__file__).parent
FORM_MEMORY = 256 * 1024
FORM_PARTS = 60


def create_app(toolbox: Toolbox | None = None, doors: frozenset[str] | None = None) -> Flask:
    """Return the app with the given doors open; it refuses to start with an unlisted endpoint."""
    config = toolbox.config if toolbox else Config.from_environ(os.environ)
    opened = doors or config.doors
    app = Flask("m-collector", root_path=str(ROOT))
    app.request_class = MemoryRequest
    tools = toolbox or bootstrap.build(config, bootstrap.role_of(opened))
    app.extensions.update(toolbox=tools, doors=opened)
    _configure(app, config)
    _open(app, opened)
    policies.close(app)
    return app


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=bootstrap.cookie_key(config),
        SESSION_COOKIE_NAME="__Host-mc-page" if config.secure_cookies else "mc-page",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_SAMESITE="Strict",
        TRUSTED_HOSTS=config.trusted_hosts,
        MAX_FORM_MEMORY_SIZE=FORM_MEMORY,
        MAX_FORM_PARTS=FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    access_log.install(app)
    headers.install(app, secure=config.secure_cookies)
    for room in (language, errors, sessions, csrf, context, commands):
        room.install(app)


def _open(app: Flask, doors: frozenset[str]) -> None:
    app.register_blueprint(entrance)
    if "portal" in doors:
        app.register_blueprint(employees)
    if "admin" in doors:
        admin_views.register(app)
    policies.declare(app, {"static": Policy(Access.PUBLIC)})


@cache
def _built(name: str) -> Flask:
    return create_app(doors=None if name == "app" else frozenset({name}))


def __getattr__(name: str) -> Flask:
    """Build `app`, `portal` or `admin` when it is asked for: importing costs nothing."""
    if name in ("app", "portal", "admin"):
        return _built(name)
    raise AttributeError(name)
