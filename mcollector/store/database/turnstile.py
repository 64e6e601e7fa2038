"""The turnstile before SQLite's one write lock: whoever waits gets in before long.

SQLite's own waiting looks less and less often (up to 100 ms apart), so that under load somebody who
has waited long is overtaken by everybody who comes new. Here all look equally often: of a process
one at a time, of all processes through a lock on a file beside the database.
"""

import fcntl
import os
import time
from threading import Lock

PATIENCE = 15.0
"""Seconds somebody waits; then SQLite itself is asked, which has its own end."""

_GLANCE = 0.005


class Turnstile:
    """Lets one writer of all processes through; the kernel lets go for whoever dies inside."""

    def __init__(self, database: str) -> None:
        """Name the database's file; the lock lies beside it."""
        self._path = f"{database}-turn"
        self._first = Lock()

    def enter(self) -> int | None:
        """Wait for one's turn; return what `leave` takes, None when patience ended before it."""
        until = time.monotonic() + PATIENCE
        if not self._first.acquire(timeout=PATIENCE):
            return None
        try:
            return self._hold(until)
        finally:
            self._first.release()

    def _hold(self, until: float) -> int | None:
        turn = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while time.monotonic() < until:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_GLANCE)
            else:
                return turn
        os.close(turn)
        return None

    @staticmethod
    def leave(turn: int) -> None:
        """Let the next one through."""
        os.close(turn)
