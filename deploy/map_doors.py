"""The map's table of endpoints: who may call what, asked of the doors themselves."""

import tempfile
from pathlib import Path

from flask import Flask

import app as entry  # noqa: TID251 - the map reads what the doors really have
from deploy.map_house import Table
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.rules.rights import Right, may
from mcollector.web import policies
from mcollector.web.policies import Policy

HEADER = ("rule", "methods", "endpoint", "doors", "access", "permission", "rights", "body")
_UNASKED = {"HEAD", "OPTIONS"}


def endpoints() -> Table:
    """Return every rule of both doors with its policy; a home of its own is made and removed."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config.from_environ({"MCOLLECTOR_HOME": str(Path(folder) / "home")})
        bootstrap.prepare(config)
        tools = bootstrap.build(config, "portal")
        doors: dict[tuple[str, ...], list[str]] = {}
        for door in ("portal", "admin"):
            for row in _rows(entry.create_app(tools, frozenset({door}))):
                doors.setdefault(row, []).append(door)
        tools.engine.dispose()
    rows = ((f"`{row[0]}`", *row[1:3], " ".join(doors[row]), *row[3:]) for row in sorted(doors))
    return HEADER, list(rows)


def _rows(app: Flask) -> list[tuple[str, ...]]:
    known = policies.table(app)
    return [
        (
            rule.rule,
            " ".join(sorted((rule.methods or set()) - _UNASKED)),
            rule.endpoint,
            *_policy(known[rule.endpoint]),
        )
        for rule in app.url_map.iter_rules()
    ]


def _policy(policy: Policy) -> tuple[str, ...]:
    permission = policy.permission
    rights = [right.value for right in Right if permission is not None and may(right, permission)]
    return (
        policy.access.value,
        permission.value if permission else "",
        " ".join(rights),
        policy.body.value,
    )
