"""Processes seen from outside: whose children run, and waiting for something about them."""

import time
from contextlib import suppress
from pathlib import Path

from tests.journeys.house import PATIENCE


def children(parent):
    """Return id → command line of a process's children."""
    ids = [one for path in Path(f"/proc/{parent}/task").glob("*/children") for one in _words(path)]
    return {int(one): _line(one) for one in ids if is_running(one)}


def _words(path):
    """Return the words of a file of /proc; none when its process has ended."""
    with suppress(OSError):
        return path.read_text().split()
    return []


def _line(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def below(parent):
    """Return the ids of everything below a process."""
    found, rest = [], [parent]
    while rest:
        mine = list(children(rest.pop()))
        found += mine
        rest += mine
    return found


def is_running(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(holds, otherwise, patience=PATIENCE):
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)
