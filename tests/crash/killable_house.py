"""A running house whose processes can be killed at a milestone, and its state seen from outside."""

import os
import re
import signal
import sys
import time
from dataclasses import dataclass, field

from sqlalchemy import select

from mcollector.config import Config
from mcollector.rules import checklists
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.letters import LetterState
from mcollector.services import reminders, reviews, rosters, submissions
from mcollector.services.companies import Founded
from mcollector.store.accounts import Account
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState, Schedule
from mcollector.store.people import Person
from mcollector.vault.passwords import hash_password
from mcollector.work.toolbox import Toolbox
from tests import factories
from tests.crash import killable
from tests.crash.browser import Browser
from tests.crash.employee import Employee
from tests.crash.killable import Hooks
from tests.crash.processes import below, children, is_running, wait_until
from tests.journeys.house import PATIENCE, House

OPEN = (OutboxState.WAITING, OutboxState.CLAIMED)
UNFINISHED = (LetterState.READY, LetterState.SENDING, LetterState.RETRY, LetterState.UNKNOWN)
ADMIN = "admin@example.com"
STILL = 0.4
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
class KillableHouse(House):
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

    @property
    def admin(self):
        return factories.admin_of(self.founded)

    def office(self):
        """Return the administrator's browser, signed in."""
        browser = Browser(self.url)
        values = {"name": ADMIN, "password": factories.PASSWORD}
        page = browser.post("/login", {**browser.get("/login").form, **values})
        assert page.path == "/admin/"
        return browser

    # --- people ------------------------------------------------------------------------------

    def invite(self, *addresses):
        """Run a roster of these people: a batch of letters is rung for."""
        lines = "".join(f"{address},山田,太郎\n" for address in addresses)
        with self.tools.work(self.admin) as uow:
            roster_id = rosters.upload(uow, lines.encode())
        with self.tools.work(self.admin) as uow:
            rosters.run(uow, roster_id)

    def hire(self, count=1):
        """Invite people who have a password already."""
        first, self.people = self.people, self.people + count
        found = [Employee(self.url, n) for n in range(first, self.people)]
        self.invite(*(one.mail for one in found))
        with self.tools.work(self.admin) as uow:
            for one in found:
                account = uow.first(select(Account).where(Account.mail == one.mail))
                account.password_hash = self.password_hash
                uow.record(Action.PASSWORD_SET, row=account)
        return found

    def person_id(self, mail):
        with self.tools.read(self.admin) as uow:
            return uow.first(select(Person.id).where(Person.mail_key == mail))

    def remind(self, mail):
        """Queue a reminder, as the office does."""
        person_id = self.person_id(mail)
        with self.tools.work(self.admin) as uow:
            reminders.remind(uow, person_id)

    def letters(self, mail):
        """Return kind → state of the letters to the address."""
        with self.tools.read(self.admin) as uow:
            mine = select(Letter.kind, Letter.state).join(Account, Account.id == Letter.account_id)
            return {row.kind: row.state for row in uow.rows(mine.where(Account.mail == mail))}

    def send_back(self, employee, slot):
        """Send the photograph of the slot back, as the office does."""
        person_id = self.person_id(employee.mail)
        submission, papers = self.submitted(employee)
        with self.tools.work(self.admin) as uow:
            reviews.send_back(uow, person_id, submission, [(papers[slot], "blur")], "")

    def submitted(self, employee):
        """Return the ids of his submission and, by slot, of its photographs."""
        person_id = self.person_id(employee.mail)
        with self.tools.read(self.admin) as uow:
            submission = submissions.newest(uow, person_id).id
            mine = select(Document).where(Document.submission_id == submission)
            return submission, {row.slot: row.id for row in uow.scalars(mine)}

    def approval(self, office, employee):
        """Return the act of 「済」, everything being seen and ticked."""
        submission, papers = self.submitted(employee)
        address = f"/admin/reviews/{self.person_id(employee.mail)}"
        form = office.get(address).form
        for paper in papers.values():
            assert office.get(f"/admin/reviews/photographs/{paper}/large").status == 200
        ticks = [item.code for group in checklists.of(["card"]) for item in group.items]
        values = {**form, "submission_id": submission, "status": "done", "check": ticks}
        return lambda: office.post(address, values)

    def mailed(self, *addresses):
        """Return the kinds of the letters that lie in the Maildir, by address."""
        found = {address: [] for address in addresses}
        for mail in self.mails():
            address = mail["To"].addresses[0].addr_spec
            if address in found:
                found[address].append(re.search(r"<(\w+)\.", mail["List-Id"]).group(1))
        return found

    # --- processes ---------------------------------------------------------------------------

    def processes(self, role):
        """Return the ids of the role's processes: web is gunicorn's workers, without its master."""
        if role == "web":
            masters = self.processes("master")
            return sorted(one for master in masters for one in children(master))
        found = children(self.process.pid)
        return [one for one, words in found.items() if IS[role](words)]

    def kill(self, role, which=signal.SIGKILL):
        """Kill one of the role from outside."""
        one = self.processes(role)[0]
        os.kill(one, which)
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
            time.sleep(0.05)
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
