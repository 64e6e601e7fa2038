"""`keys status`."""

import sys

import click
from flask.cli import AppGroup

from mcollector.web.commands import standing
from mcollector.web.commands.parts import refusable

group = AppGroup("keys")


@group.command("status")
@refusable
def status() -> None:
    """Tell which keys belong to the installation and which of them are loaded."""
    loaded = standing.loaded()
    for name, is_loaded in loaded.items():
        click.echo(f"{name} {'loaded' if is_loaded else 'missing or wrong: sealed'}")
    sys.exit(0 if loaded and all(loaded.values()) else 1)
