"""`init`, `doctor` and `keys status`: is this installation ready to work?"""

import os
import shutil
import sys
from collections.abc import Iterator

import click
from flask import Flask
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.services import installation
from mcollector.web.commands.parts import parts, refusable, tools

FREE = 0.1
"""The share of the disk that must be free."""

keys = AppGroup("keys", help="The keys of this installation.")


def add_to(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(keys)
    app.cli.add_command(init)
    app.cli.add_command(doctor)


@click.command("init")
@refusable
def init() -> None:
    """Prepare the home: tables, keys while nothing depends on any, the set-up link."""
    secret = parts().prepare()
    if secret:
        click.echo(f"{parts().config().office_url}/setup/{secret}")


@keys.command("status")
@refusable
def status() -> None:
    """Tell which keys belong to the installation and which of them are loaded."""
    loaded = _loaded()
    for name, is_loaded in loaded.items():
        click.echo(f"{name} {'loaded' if is_loaded else 'missing or wrong: sealed'}")
    sys.exit(0 if loaded and all(loaded.values()) else 1)


@click.command("doctor")
@refusable
def doctor() -> None:
    """Look at what the house stands on; exit 1 when something is wrong."""
    findings = list(_findings())
    for is_well, words in findings:
        click.echo(f"{'ok' if is_well else 'NO'}  {words}")
    sys.exit(0 if all(is_well for is_well, _ in findings) else 1)


def _findings() -> Iterator[tuple[bool, str]]:
    config = parts().config()
    yield True, "configuration"
    yield os.access(config.home, os.W_OK), f"home {config.home} can be written"
    disk = shutil.disk_usage(config.home if config.home.exists() else "/")
    yield disk.free >= disk.total * FREE, f"disk {disk.free * 100 // disk.total} % free"
    cookie = config.cookie_key_file
    is_private = cookie.is_file() and not cookie.stat().st_mode & 0o077
    yield is_private, f"cookie key {cookie}"
    for name, is_loaded in _loaded().items():
        yield is_loaded, f"{name} key"


def _loaded() -> dict[str, bool]:
    with tools().read(Actor.system("cli")) as uow:
        known = installation.key_facts(uow)
    ring = tools().keyring
    held = {"server": ring.server, "intake": ring.intake_private, "audit": ring.audit}
    return {name: held.get(name) is not None for name in known}
