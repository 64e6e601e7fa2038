"""One started process: it ends with the launcher, and leaves nothing of its group behind."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from deploy import logs
from deploy.processes import ROOT, Process

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.05
LAST_WORDS = 2000
"""Bytes of its log that are shown when a process has failed."""


class Running:
    """A process of the table, in a session and a group of its own.

    It inherits the descriptors `held`. The kernel sends it SIGTERM when the launcher is gone,
    whatever ended that; the thread that makes a Running must live as long as the launcher. What it
    writes to its standard output goes into its log in the folder, where there is one.
    """

    def __init__(
        self, process: Process, held: tuple[int, ...] = (), folder: Path | None = None
    ) -> None:
        self.started_at = time.monotonic()
        self.log = folder / process.log if folder and process.log else None
        self._began = self.log.stat().st_size if self.log and self.log.exists() else 0
        self._patience = process.patience
        self._until = float("inf")
        self._program = self._started(process, held)

    def _started(self, process: Process, held: tuple[int, ...]) -> subprocess.Popen[bytes]:
        with ExitStack() as open_log:
            output = open_log.enter_context(logs.opened(self.log)) if self.log else None
            return subprocess.Popen(
                process.arguments,
                cwd=ROOT,
                env={**os.environ, **dict(process.environment)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                start_new_session=True,
                pass_fds=held,
                preexec_fn=partial(end_with, os.getpid()),  # noqa: PLW1509 - no thread runs yet
            )

    @property
    def id(self) -> int:
        """Return the process id; it is the group's as well."""
        return self._program.pid

    def has_ended(self) -> bool:
        """Tell whether it is gone; what is left of its group, which may hold a port, goes too.

        The id is given back only after the group was ended, so that no stranger can have it.
        """
        if self._program.returncode is None and _is_waited_for(self.id):
            self._end_group()
        return self._program.returncode is not None

    def has_failed(self) -> bool:
        """Tell whether it has ended otherwise than it was asked to, or than well."""
        return self.has_ended() and self._program.returncode not in (0, -signal.SIGTERM)

    def last_words(self) -> str:
        """Return the end of what it wrote into its log since it started."""
        if self.log is None:
            return ""
        with self.log.open("rb") as log:
            log.seek(max(self._began, self.log.stat().st_size - LAST_WORDS))
            return log.read().decode(errors="replace").rstrip()

    def ask_to_end(self) -> None:
        """Ask it to end, and note until when it may take."""
        if not self.has_ended():
            self._program.terminate()
        self._until = time.monotonic() + self._patience

    def end_when_late(self) -> None:
        """End its group when it takes longer than the table allows."""
        if time.monotonic() > self._until and not self.has_ended():
            self._end_group()

    def _end_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.id, signal.SIGKILL)
        self._program.wait()


def end_together(several: Sequence[Running]) -> None:
    """Ask all of them to end, and return when none is left."""
    for running in several:
        running.ask_to_end()
    left = several
    while left := [running for running in left if not running.has_ended()]:
        for running in left:
            running.end_when_late()
        time.sleep(LOOK_EVERY)


def _is_waited_for(process_id: int) -> bool:
    """Tell whether the process has ended, without giving its id back."""
    return os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def end_with(parent: int) -> None:
    """Ask the kernel to end this process with its parent, unless that is gone already.

    The parent is the thread that made the process: it must live as long as that should.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
