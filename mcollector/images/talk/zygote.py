"""The worker's side of the zygote: a warm program that opens no file and forks those that do."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mcollector.images.refusals import ChildDied

_PROGRAM = Path(__file__).parents[1] / "child" / "program.py"
_BEAR, _BURY = b"bear", b"bury"
_LONGEST_ANSWER = 16
_PATIENCE = 5.0
"""Seconds a zygote, once warm, may take to bury its child."""


class Zygote:
    """One running zygote, with at most one child at a time.

    For the thread that made it: the kernel ends it with that thread, and its child with it. Orders
    and answers go over a line that no child holds, so a child cannot speak for the next one.
    """

    def __init__(self, word: str = "") -> None:
        """Start the trade of that word: "" cleans pictures, "print" reads, "workbook" opens."""
        self._line, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(  # noqa: S603 - ours, no argument from outside
                [sys.executable, "-I", str(_PROGRAM), word],
                stdin=its.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,
            )
        self._owes = False

    def is_ready(self) -> bool:
        """Tell whether it runs and owes no answer: a talk that broke off is not taken up again."""
        return not self._owes and self._process.poll() is None

    def bear(self, pipes: Sequence[int]) -> None:
        """Order a child that reads from the first pipe and writes to the second.

        Raises ChildDied when the zygote has gone. `born` waits for the birth.
        """
        self._owes = True
        try:
            socket.send_fds(self._line, [_BEAR], pipes)
        except OSError:
            raise self._gone() from None

    def born(self, deadline: float) -> int:
        """Return the ordered child's process id; raises ChildDied when none is born in time."""
        return self._answer(deadline)

    def bury(self) -> int:
        """Have the child killed and reaped, and return its exit code as `subprocess` counts it.

        Whoever does not answer, because it has gone or was interrupted, is ended with its child.
        """
        if not self._owes:
            with suppress(OSError, ChildDied):
                self._owes = True
                self._line.send(_BURY)
                return self._answer(time.monotonic() + _PATIENCE)
        self.close()
        return -signal.SIGKILL

    def close(self) -> None:
        """Kill the zygote's whole session and reap it; harmless when it is gone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._line.close()

    def _answer(self, deadline: float) -> int:
        self._line.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            number = int(self._line.recv(_LONGEST_ANSWER))
        except TimeoutError:
            raise ChildDied("the child was not born in time") from None
        except (OSError, ValueError):
            raise self._gone() from None
        self._owes = False
        return number

    def _gone(self) -> ChildDied:
        self.close()
        return ChildDied(f"the zygote ended with status {self._process.returncode}")
