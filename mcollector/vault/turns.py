"""Turns: slow hashes wait for each other, so that a flood of logins does not fill the memory."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say

AT_ONCE = 2 * (os.cpu_count() or 1)
LONGEST_WAIT = 2.0
"""Seconds somebody waits for a turn before being asked to come again."""

_made: dict[str, BoundedSemaphore] = {}


class TooBusy(RuleBroken):
    """Too many slow hashes are waiting; doors answer 503 with Retry-After."""

    def __init__(self) -> None:
        super().__init__(say("ただいま混み合っています。少し待ってから、もう一度お試しください。"))


@contextmanager
def turn() -> Iterator[None]:
    """Hold one of the process's turns for the block; raises TooBusy after two seconds' wait."""
    turns = _made.setdefault("turns", BoundedSemaphore(AT_ONCE))  # after the fork: one a process
    if not turns.acquire(timeout=LONGEST_WAIT):
        raise TooBusy
    try:
        yield
    finally:
        turns.release()
