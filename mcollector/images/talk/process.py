"""The worker's side of a child: it is ordered, asked with a time limit, and ended."""

import math
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from mcollector.images.refusals import ChildDied, NotConfined
from mcollector.images.results import PrintReading
from mcollector.images.talk import wire
from mcollector.images.talk.pipes import HungUp, Talk
from mcollector.images.talk.wire import Kind
from mcollector.images.talk.zygote import Zygote

_CPU_CLOCK = 2


@contextmanager
def only_child(word: str) -> Iterator["ChildProcess"]:
    """Yield a child with a zygote of its own; both serve this caller alone."""
    with closing(Zygote(word)) as zygote, closing(ChildProcess(zygote)) as child:
        yield child


class ChildProcess:
    """One running child of a zygote, which bears no other before this one has ended."""

    def __init__(self, zygote: Zygote) -> None:
        """Order the child; the first question waits for its birth. Raises ChildDied as `bear`."""
        self._zygote = zygote
        self._talk = Talk()
        self._id: int | None = None
        self._print: PrintReading | None = None
        self._status: int | None = None
        try:
            with self._talk.other_ends() as pipes:
                zygote.bear(pipes)
        except ChildDied:
            self._talk.hang_up()
            raise

    @property
    def id(self) -> int:
        """Return the process id, once it has been asked anything."""
        assert self._id is not None  # noqa: S101 - tells mypy
        return self._id

    def is_alive(self) -> bool:
        """Tell whether the process still holds its ends of the pipes."""
        return self._status is None and self._talk.is_open()

    def print_reading(self, *, wall: float) -> PrintReading:
        """Return whether the child reads print; waits for its start and raises as `ask` does."""
        with self._or_died():
            self._await_ready(time.monotonic() + wall)
        assert self._print is not None  # noqa: S101 - just set; tells mypy
        return self._print

    def ask(self, kind: Kind, body: bytes, *, wall: float, cpu: int) -> tuple[int, bytes]:
        """Send one frame and return the answer's kind and body.

        `wall` and `cpu` are seconds for this question alone; the first also waits for the start.
        Raises ChildDied when the child ends, hangs or breaks the protocol, NotConfined when it
        could not lock itself in. The caller then calls `close`.
        """
        deadline = time.monotonic() + wall
        with self._or_died():
            self._await_ready(deadline)
            self._allow_cpu(cpu)
            self._talk.say(wire.frame(kind, body), deadline)
            return self._talk.hear(deadline)

    def close(self) -> None:
        """Have the child killed and reaped; harmless when it is gone."""
        if self._status is None:
            self._status = -signal.SIGKILL
            try:
                self._status = self._zygote.bury()
            finally:
                self._talk.hang_up()

    def _await_ready(self, deadline: float) -> None:
        if self._print is not None:
            return
        self._id = self._zygote.born(deadline)
        kind, body = self._talk.hear(deadline)
        if kind == Kind.CANNOT_START:
            raise NotConfined(body.decode())
        try:
            self._print = PrintReading(body.decode())
        except ValueError:
            raise ChildDied("the child does not say what it can read") from None

    def _allow_cpu(self, seconds: int) -> None:
        """Set the soft limit from outside, so that each picture has its own seconds."""
        clock = (~self.id << 3) | _CPU_CLOCK
        limit = math.ceil(time.clock_gettime(clock)) + seconds
        hard = resource.prlimit(self.id, resource.RLIMIT_CPU)[1]
        resource.prlimit(self.id, resource.RLIMIT_CPU, (limit, hard))

    @contextmanager
    def _or_died(self) -> Iterator[None]:
        try:
            yield
        except HungUp:
            self.close()
            raise ChildDied(f"the child ended with status {self._status}") from None
