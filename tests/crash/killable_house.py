"""A running house whose processes can be killed at a milestone, and its state seen from outside."""

import os
import signal
import sys
import time
from dataclasses import dataclass, field

from sqlalchemy import select

from mcollector.config import Config
from mcollector.rules.actor import Actor
from mcollector.services.company.founding import Founded
from mcollector.services.letters.queue import UNFINISHED
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState, Schedule
from mcollector.vault.passwords import hash_password
from mcollector.work.toolbox import Toolbox
from tests import factories
from tests.crash import killable
from tests.crash.killable import Hooks
from tests.crash.office_work import ADMIN, OfficeWork
from tests.crash.processes import below, children, is_running, wait_until
from tests.journeys.house import PATIENCE, House

OPEN = (OutboxState.WAITING, OutboxState.CLAIMED)
STILL = 0.5
"""Seconds without any progress after which the clock is moved."""
LEASE, SWEEP = 125, 11
IS = {
    "master": lambda words: "gunicorn" in words,
    "worker": lambda words: "killable_worker" in words and "--timetable" not in words,
    "scheduler": lambda words: "--timetable" in words,
    "valkey": lambda words: "valkey-server" in words,
}
"""How the launcher's children are told apart, by their command lines."""


@dataclass
class KillableHouse(OfficeWork, House):
    """The house of the journeys with killable programs, a movable clock and a company."""

    launch: tuple[str, ...] = (sys.executable, "-m", "tests.crash.killable_launch")
    more: dict[str, str] = field(default_factory=dict)
    tools: Toolbox | None = None
    founded: Founded | None = None
    people: int = 0

    def environment(self, shift=""):
        return super().environment(shift) | self.more

    def found(self):
        """Start everything and found the company."""
        killable.move_clock(self.home, 0)
        self.start()
        config = Config.from_environ(self.environment())
        self.tools = killable.build(config, "cli", "test")
        self.founded = factories.company(self.tools, mail=ADMIN)
        self.password_hash = hash_password(factories.PASSWORD)
        return self

    def hooks(self, role):
        return Hooks.of(self.home, role)

    # --- processes ---------------------------------------------------------------------------

    def processes(self, role):
        """Return the ids of the role's processes: web is gunicorn's workers, without its master."""
        if role == "web":
            masters = self.processes("master")
            return sorted(one for master in masters for one in children(master))
        found = children(self.process.pid)
        return [one for one, words in found.items() if IS[role](words)]

    def kill(self, role):
        """Kill one of the role from outside."""
        one = self.processes(role)[0]
        os.kill(one, signal.SIGKILL)
        return one

    def wait_for_kill(self, role, before):
        """Wait until a hook of the role has killed, and until as many run again as before."""
        hooks = self.hooks(role)
        wait_until(lambda: not hooks.armed(), f"nobody of {role} reached {hooks.armed()}")
        fallen = hooks.fallen()[-1]
        assert fallen in before
        self.wait_for_restart(role, fallen, len(before))

    def wait_for_restart(self, role, fallen, count=1):
        def is_back():
            running = self.processes(role)
            return fallen not in running and len(running) == count

        wait_until(is_back, f"{role} did not come back")

    # --- rest --------------------------------------------------------------------------------

    def waiting(self):
        """Return how many tasks and letters have not ended, and how many tasks are leased."""
        with self.tools.read(self.admin) as uow:
            mine = select(OutboxRow.id).where(OutboxRow.state.in_(OPEN))
            letters = select(Letter.id).where(Letter.state.in_(UNFINISHED))
            leased = mine.where(OutboxRow.next_at > uow.now)
            return uow.count(mine), uow.count(letters), uow.count(leased)

    def settle(self):
        """Wait until nothing waits; move the clock past a lease, or to the next sweep."""
        until = time.monotonic() + PATIENCE
        before, since = self.waiting(), time.monotonic()
        while before != (0, 0, 0):
            assert time.monotonic() < until, f"still waiting: {before}"
            time.sleep(0.1)
            now = self.waiting()
            if now != before:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > STILL:
                killable.move_clock(self.home, LEASE if now[2] else SWEEP)
                since = time.monotonic()

    def let_sweep(self):
        """Move the clock to the next sweep and wait for it."""
        before = self._next_sweep()
        killable.move_clock(self.home, SWEEP)
        wait_until(lambda: self._next_sweep() > before, "the timetable does not sweep")

    def _next_sweep(self):
        with self.tools.read(Actor.system("test")) as uow:
            return uow.first(select(Schedule.next_at).where(Schedule.name == "sweep"))

    def rest(self):
        """Close the house and say what is left of it: processes that should not be."""
        mine = [self.process.pid, *below(self.process.pid)]
        self.stop()
        if self.tools is not None:
            self.tools.engine.dispose()
        wait_until(lambda: not [one for one in mine if is_running(one)], "processes are left")
