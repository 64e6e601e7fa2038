"""The demo's stage: the house with its clock in the past, and a post that never leaves it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID

from mcollector.mail.maildir import MaildirPost
from mcollector.mail.post import Message, Outcome
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.rules.tasks import Task
from mcollector.work.toolbox import Toolbox

BUSY = Outcome("retry", "421")
GONE = Outcome("failed", "550")
_PATIENCE, _WHILE = 2, timedelta(minutes=2)


class Draw(Protocol):
    """Draws the paper of a photograph's slot as a JPEG, marked 見本; `flaw` is what is wrong."""

    def __call__(
        self, slot: str, *, number: str, name: str, birth_date: str, address: str, flaw: str = ""
    ) -> bytes: ...


class WorkOff(Protocol):
    """Does at once what is left to the worker, with or without reading what is printed."""

    def __call__(self, tools: Toolbox, *, reads_print: bool) -> None: ...


class DemoPost:
    """Delivers into the Maildir, whatever is configured: nobody outside is ever written to.

    The letters lie there as they would have come, for /mail/ to show: a demo without them would
    hide half of the product. Each secret in them dies after its 72 hours on the demo's own clock,
    so only what was mailed in the last three days still opens anything.
    """

    def __init__(self, root: Path) -> None:
        self._maildir = MaildirPost(root)
        self.outcomes: dict[str, Outcome] = {}

    @contextmanager
    def connection(self) -> Iterator["DemoPost"]:
        """Give a line: the post itself."""
        yield self

    def send(self, message: Message) -> Outcome:
        """Deliver, or answer as the server of this address does."""
        return self.outcomes.get(message.to) or self._maildir.send(message)


class Silence:
    """A doorbell nobody hears: the stage works its outbox off itself."""

    def ring(self, rings: Iterable[tuple[Task, UUID]]) -> None:
        """Ring for nobody."""


@dataclass(slots=True)
class Clock:
    """A clock that stands where it was set."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@dataclass(slots=True)
class Stage:
    """The toolbox the demo plays with; `staff` holds the office by its rights."""

    tools: Toolbox
    clock: Clock
    post: DemoPost
    draw: Draw
    work_off: WorkOff
    company_id: UUID
    staff: dict[Right, Actor] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)

    def play(self, moment: datetime, act: Callable[[], None], *, reads_print: bool = False) -> None:
        """Let something happen at the moment, and do at once what it left to the worker.

        A job that fails, as when a busy machine lets the child be too late with a photograph, is
        taken up again after a while of the stage's clock, as a worker would; the third time raises.
        """
        self.clock.moment = moment
        act()
        for _ in range(_PATIENCE):
            try:
                self.work_off(self.tools, reads_print=reads_print)
            except RuntimeError:
                self.clock.moment += _WHILE
            else:
                return
        self.work_off(self.tools, reads_print=reads_print)


def set_up(tools: Toolbox, company_id: UUID, draw: Draw, work_off: WorkOff) -> Stage:
    """Return a stage over the toolbox's own database and files; its clock starts at now."""
    clock, post = Clock(tools.now()), DemoPost(tools.config.home / "mail")
    quiet = replace(tools, now=clock, doorbell=Silence(), post=post)
    return Stage(quiet, clock, post, draw, work_off, company_id)
