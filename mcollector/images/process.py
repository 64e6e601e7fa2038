"""The worker's hand on its child: starts it, speaks with a deadline, ends it as a group."""

import math
import os
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from mcollector.images import wire
from mcollector.images.refusals import ChildDied, NotConfined
from mcollector.images.results import PrintReading
from mcollector.images.wire import Kind

_PROGRAM = Path(__file__).with_name("child.py")
_CPU_CLOCK = 2
_PIECE = 64 * 1024


class ChildProcess:
    """One running child, for the thread that made it: the kernel ends both together."""

    def __init__(self, word: str = "") -> None:
        """Start the trade of that word: "" cleans pictures, "print" reads, "workbook" opens."""
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no argument from outside
            [sys.executable, "-I", str(_PROGRAM), word],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None  # noqa: S101 - asked for above; tells mypy
            os.set_blocking(pipe.fileno(), False)
        self._print: PrintReading | None = None

    @property
    def id(self) -> int:
        """Return the process id."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def print_reading(self, *, wall: float) -> PrintReading:
        """Return whether the child reads print; waits for its start and raises as `ask` does."""
        self._await_ready(time.monotonic() + wall)
        assert self._print is not None  # noqa: S101 - just set; tells mypy
        return self._print

    def ask(self, kind: Kind, body: bytes, *, wall: float, cpu: int) -> tuple[int, bytes]:
        """Send one frame and return the answer's kind and body.

        `wall` and `cpu` are seconds for this question alone; the first also waits for the start.
        Raises ChildDied when the child ends, hangs or breaks the protocol, NotConfined when it
        could not lock itself in. The caller then calls `end`.
        """
        deadline = time.monotonic() + wall
        self._await_ready(deadline)
        self._allow_cpu(cpu)
        self._write(wire.frame(kind, body), deadline)
        return self._read_frame(deadline)

    def end(self) -> None:
        """Kill the child's whole session and reap it; harmless when it is gone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        with self._process:  # closes both pipes, then waits
            pass

    def _await_ready(self, deadline: float) -> None:
        if self._print is not None:
            return
        kind, body = self._read_frame(deadline)
        if kind == Kind.CANNOT_START:
            raise NotConfined(body.decode())
        try:
            self._print = PrintReading(body.decode())
        except ValueError:
            raise ChildDied("the child does not say what it can read") from None

    def _allow_cpu(self, seconds: int) -> None:
        """Set the soft limit from outside, so that each picture has its own seconds."""
        clock = (~self._process.pid << 3) | _CPU_CLOCK
        limit = math.ceil(time.clock_gettime(clock)) + seconds
        hard = resource.prlimit(self._process.pid, resource.RLIMIT_CPU)[1]
        resource.prlimit(self._process.pid, resource.RLIMIT_CPU, (limit, hard))

    def _write(self, data: bytes, deadline: float) -> None:
        assert self._process.stdin is not None  # noqa: S101
        descriptor, rest = self._process.stdin.fileno(), memoryview(data)
        while rest:
            self._wait(descriptor, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(descriptor, rest[:_PIECE]) :]
            except BrokenPipeError:
                raise self._died() from None

    def _read_frame(self, deadline: float) -> tuple[int, bytes]:
        kind, length = wire.HEAD.unpack(self._read(wire.HEAD.size, deadline))
        if length > wire.MAX_ANSWER:
            raise ChildDied("the child's answer is longer than any picture")
        return kind, self._read(length, deadline)

    def _read(self, length: int, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101
        descriptor, data = self._process.stdout.fileno(), bytearray()
        while len(data) < length:
            self._wait(descriptor, select.POLLIN, deadline)
            piece = os.read(descriptor, min(length - len(data), _PIECE))
            if not piece:
                raise self._died()
            data += piece
        return bytes(data)

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise ChildDied("the child gave no answer in time")

    def _died(self) -> ChildDied:
        self.end()
        return ChildDied(f"the child ended with status {self._process.returncode}")
