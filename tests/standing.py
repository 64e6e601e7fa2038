"""Standing houses: a state is made once a process, and copied for every test that begins in it.

A house is a home and a database; nobody is connected to a standing one. A test asks for a state by
a fixture of its name (`founded_house`, …) on which it or one of its own fixtures depends: the
deepest state asked for is what its house begins with, any other is made on the spot. With
MC_FRESH=1 no house stands: every test makes its own, when it asks for it, so that a copy which
holds too much or too little is found.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from mcollector import bootstrap
from mcollector.work.toolbox import Toolbox
from tests import factories
from tests.databases import Databases
from tests.factories import Bell, Clock
from tests.states import STATES

FRESH = os.environ.get("MC_FRESH") == "1"


@dataclass
class House:
    """A home and a database, what the makers of its states returned, and what they rang for."""

    home: Path
    url: str
    clock: Clock
    made: dict[str, Any] = field(default_factory=dict)
    rung: tuple[Any, ...] = ()

    def open(self, role: str = "cli", **environ: str) -> Toolbox:
        """Return a toolbox over the house, as a process of the role has it."""
        config = factories.config_for(self.home, self.url, **environ)
        if FRESH:
            bootstrap.prepare(config)
        return replace(bootstrap.build(config, role), doorbell=Bell(), now=self.clock)

    def reach(self, name: str, tools: Toolbox) -> Any:
        """Return what the state's maker returned; make the state where it is not there yet."""
        if name not in self.made:
            state = STATES[name]
            if state.after:
                self.reach(state.after, tools)
            self.made[name] = state.make(tools, self.made)
        return self.made[name]


class Houses:
    """The standing houses of a process."""

    def __init__(self, databases: Databases, migrated: str, folder: Path) -> None:
        """Begin with a database that has tables only; houses will stand in the folder."""
        self._databases = databases
        self._migrated = migrated
        self._folder = folder
        self._standing: dict[tuple[str, datetime], House] = {}

    @contextmanager
    def begun(self, asked: Collection[str], clock: Clock, folder: Path) -> Iterator[House]:
        """Give a house of its own in the deepest state that is asked for; let it go afterwards."""
        house = self._bare(clock, folder) if FRESH else self._copy(deepest(asked), clock, folder)
        try:
            yield house
        finally:
            self._databases.drop(house.url)

    def _bare(self, clock: Clock, folder: Path) -> House:
        return House(folder / "home", self._databases.copy(self._migrated, folder), clock)

    def _copy(self, name: str, clock: Clock, folder: Path) -> House:
        standing = self._stands(name, clock.moment)
        shutil.copytree(standing.home, folder / "home")
        url = self._databases.copy(standing.url, folder)
        clock.moment = standing.clock.moment
        return House(folder / "home", url, clock, dict(standing.made), standing.rung)

    def _stands(self, name: str, moment: datetime) -> House:
        key = (name, moment)
        if key not in self._standing:
            folder = tempfile.mkdtemp(prefix=name, dir=self._folder)
            self._standing[key] = self._made(name, Clock(moment), Path(folder))
        return self._standing[key]

    def _made(self, name: str, clock: Clock, folder: Path) -> House:
        if not name:
            house = self._bare(clock, folder)
            bootstrap.prepare(factories.config_for(house.home, house.url))
            return house
        house = self._copy(STATES[name].after, clock, folder)
        with factories.closing(house.open()) as tools:
            tools.doorbell.rung.extend(house.rung)
            house.reach(name, tools)
            house.rung = tuple(tools.doorbell.rung)
        return house


def deepest(asked: Collection[str]) -> str:
    """Return that of the states which has most before it; "" is a house where nothing happened."""
    return max((name for name in STATES if name in asked), key=_depth, default="")


def _depth(name: str) -> int:
    return 1 + _depth(STATES[name].after) if name else 0
