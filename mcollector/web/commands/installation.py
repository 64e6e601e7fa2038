"""`init`, `doctor` and `keys status`: is this installation ready to work?"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.services import outbox
from mcollector.services.company import founding as companies
from mcollector.services.company import installation
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
@with_appcontext
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
@click.option("--retry", is_flag=True, help="Let the jobs that failed wait for a worker again.")
@with_appcontext
@refusable
def doctor(retry: bool) -> None:  # noqa: FBT001 - click's flag
    """Look at what the house stands on; exit 1 when something is wrong."""
    if retry:
        click.echo(f"{_retry()} jobs wait again")
    wrong = 0
    for is_well, words in _findings():
        click.echo(f"{'ok' if is_well else 'NO'}  {words}")
        wrong += not is_well
    sys.exit(1 if wrong else 0)


def _findings() -> Iterator[tuple[bool, str]]:
    config = parts().config()
    yield True, "configuration"
    yield os.access(config.home, os.W_OK), f"home {config.home} can be written"
    disk = shutil.disk_usage(config.home if config.home.exists() else "/")
    yield disk.free >= disk.total * FREE, f"disk {disk.free * 100 // disk.total} % free"
    yield _well("web door", parts().check_door)
    reachable, words = _well("database", tools)
    yield reachable, words
    if reachable:
        for name, is_loaded in _loaded().items():
            yield is_loaded, f"{name} key"
        yield from _jobs()


def _well(words: str, check: Callable[[], object]) -> tuple[bool, str]:
    """Return whether the check passes, and the words or the sentence of what is wrong."""
    try:
        check()
    except RuleBroken as refused:
        return False, f"{words}: {refused.sentence}"
    return True, words


def _jobs() -> Iterator[tuple[bool, str]]:
    with tools().read(Actor.system("cli")) as uow:
        failed = outbox.failed(uow)
    for one in failed:
        yield False, f"{one.count} {one.task} jobs failed ({one.code}); doctor --retry"
    if not failed:
        yield True, "jobs"


def _retry() -> int:
    with tools().read(Actor.system("cli")) as uow:
        known = companies.known(uow)
    retried = 0
    for company in known:
        with tools().work(Actor.system("cli", company.id)) as uow:
            retried += outbox.retry(uow)
    return retried


def _loaded() -> dict[str, bool]:
    with tools().read(Actor.system("cli")) as uow:
        known = installation.key_facts(uow)
    ring = tools().keyring
    held = {"server": ring.server, "intake": ring.intake_private, "audit": ring.audit}
    return {name: held.get(name) is not None for name in known}
