"""One installation, started again and again with its key files in a state of our choice."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

import app as entry
from mcollector import bootstrap
from mcollector.vault import keyfiles
from tests import factories
from tests.examined import child
from tests.factories import Clock
from tests.office import desk
from tests.rows import every_row

__all__ = ["child"]


@dataclass
class Installation:
    """A home with a company, a person who has submitted, and one who has not."""

    config: factories.Config
    clock: Clock
    engines: list = field(default_factory=list)
    founded: object = None
    person_id: object = None

    def build(self, role):
        """Start a process of the role: its toolbox, as bootstrap makes it."""
        tools = bootstrap.build(self.config, role)
        self.engines.append(tools.engine)
        return replace(tools, doorbell=factories.Bell(), now=self.clock)

    def door(self, *doors):
        """Start a web process with the doors."""
        opened = frozenset(doors)
        return entry.create_app(self.build(bootstrap.role_of(opened)), opened)

    def rows(self):
        """Return every row of the database, but for sessions, which come and go."""
        return every_row(self.build("cli"), without={"sessions"})

    def files(self):
        """Return the bytes and the modes of every key file."""
        folder = self.config.home / "keys"
        return {path.name: (path.stat().st_mode, content(path)) for path in folder.iterdir()}


def content(path):
    return path.read_bytes() if path.is_file() else b"a folder"


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def house(tools, clock, founded_house, submitted_house):
    """An installation at work."""
    house = Installation(tools.config, clock, founded=founded_house, person_id=submitted_house)
    yield house
    for engine in house.engines:
        engine.dispose()


FAULTS = ("missing", "empty", "short", "wrong", "other", "open to group", "open to all", "a folder")
"""Every way; each leaves the key out of the ring of its process (test_role_keys)."""
ONE_OF_EACH_KIND = ("missing", "other")
"""A file that is refused, and a key that is not this house's."""


@pytest.fixture
def spoil(tmp_path):
    """Spoil a key file in one of the ways of FAULTS; returns how to put it right again."""

    def spoil(path: Path, fault):
        kept = path.read_bytes()
        mode = 0o440 if fault == "open to group" else 0o404 if fault == "open to all" else 0o400
        path.chmod(0o600)
        new = {
            "empty": b"",
            "short": kept[:-1],
            "wrong": bytes(len(kept)),
            "other": _of_another_installation(path.name),
        }
        if fault in ("missing", "a folder"):
            path.unlink()
        if fault == "a folder":
            path.mkdir()
        if fault in new:
            path.write_bytes(new[fault])
        if path.is_file():
            path.chmod(mode)

        def repair():
            if path.is_dir():
                path.rmdir()
            path.unlink(missing_ok=True)
            path.write_bytes(kept)
            path.chmod(0o400)

        return repair

    def _of_another_installation(name):
        return keyfiles.create_keyfile(tmp_path / f"other-{name}", kind=name.removesuffix(".key"))

    return spoil
