"""One started process: it ends with the launcher, and leaves nothing of its group behind."""

import ctypes
import os
import signal
import subprocess
import time
from contextlib import suppress
from functools import partial

from deploy.processes import ROOT, Process

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.05


class Running:
    """A process of the table, in a session and a group of its own.

    It inherits the descriptors `held`. The kernel sends it SIGTERM when the launcher is gone,
    whatever ended that; the thread that makes a Running must live as long as the launcher.
    """

    def __init__(self, process: Process, held: tuple[int, ...] = ()) -> None:
        self.started_at = time.monotonic()
        self._patience = process.patience
        self._program = subprocess.Popen(
            process.arguments,
            cwd=ROOT,
            env={**os.environ, **dict(process.environment)},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=held,
            preexec_fn=partial(_end_with, os.getpid()),  # noqa: PLW1509 - no thread runs yet
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

    def end(self) -> None:
        """Ask it to end; end its group when it takes longer than the table allows."""
        if self.has_ended():
            return
        self._program.terminate()
        until = time.monotonic() + self._patience
        while not self.has_ended():
            if time.monotonic() > until:
                self._end_group()
            time.sleep(LOOK_EVERY)

    def _end_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.id, signal.SIGKILL)
        self._program.wait()


def _is_waited_for(process_id: int) -> bool:
    """Tell whether the process has ended, without giving its id back."""
    return os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end_with(launcher: int) -> None:
    """Ask the kernel to end this process with the launcher, unless that is gone already."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != launcher:
        os._exit(1)
