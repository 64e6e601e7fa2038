"""Apps kept for a process: one of each configuration, for its templates and addresses take long."""

from dataclasses import fields
from typing import Any

from flask import Flask

import app as entry
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.work.toolbox import Toolbox

BOTH = frozenset({"portal", "admin"})
_PLACES = frozenset({"home", "database_url", "redis_url", "files_root"})
_KEYS = frozenset({"server_key_file", "intake_key_file", "audit_key_file", "cookie_key_file"})
_apps: dict[tuple[Any, ...], Flask] = {}


def app_over(tools: Toolbox, doors: frozenset[str] = BOTH) -> Flask:
    """Return the app with the doors over this toolbox; another test had it before.

    What an app keeps of a house is begun anew. Whoever adds addresses or guards makes an own one.
    """
    key = (doors, bootstrap.cookie_key(tools.config), *_kind(tools.config))
    if key not in _apps:
        _apps[key] = entry.create_app(tools, doors)
    app = _apps[key]
    app.extensions["fragments"].clear()
    app.extensions["toolbox"] = tools
    app.extensions["command_line"] = entry._parts(lambda: tools.config, lambda: tools)
    return app


def _kind(config: Config) -> tuple[Any, ...]:
    """Return what the configuration says, but for where the house stands."""
    names = (one.name for one in fields(config) if one.name not in _PLACES | _KEYS)
    return tuple(getattr(config, name) for name in names)
