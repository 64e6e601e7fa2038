"""What the house stands on, as `doctor` and `keys status` tell it."""

import os
import shutil
from collections.abc import Callable, Iterator

from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.services import outbox
from mcollector.services.company import founding, installation
from mcollector.web.commands.parts import parts, tools

FREE = 0.1
"""The share of the disk that must be free."""


def findings() -> Iterator[tuple[bool, str]]:
    """Yield what was looked at: whether it is well, and in words what it is."""
    config = parts().config()
    yield True, "configuration"
    yield os.access(config.home, os.W_OK), f"home {config.home} can be written"
    disk = shutil.disk_usage(config.home if config.home.exists() else "/")
    yield disk.free >= disk.total * FREE, f"disk {disk.free * 100 // disk.total} % free"
    yield _well("web door", parts().check_door)
    reachable, words = _well("database", tools)
    yield reachable, words
    if reachable:
        for name, is_loaded in loaded().items():
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
    for failure in failed:
        yield False, f"{failure.count} {failure.task} jobs failed ({failure.code}); doctor --retry"
    if not failed:
        yield True, "jobs"


def retry() -> int:
    """Let the jobs that failed wait for a worker again; return how many."""
    with tools().read(Actor.system("cli")) as uow:
        known = founding.list_companies(uow)
    retried = 0
    for company in known:
        with tools().work(Actor.system("cli", company.id)) as uow:
            retried += outbox.retry(uow)
    return retried


def loaded() -> dict[str, bool]:
    """Return which keys belong to the installation, and which of them are loaded."""
    with tools().read(Actor.system("cli")) as uow:
        known = installation.key_facts(uow)
    ring = tools().keyring
    held = {"server": ring.server, "intake": ring.intake_private, "audit": ring.audit}
    return {name: held.get(name) is not None for name in known}
