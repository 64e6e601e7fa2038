"""Processes seen from outside: whose children run, and waiting for something about them."""

import time
from contextlib import suppress
from pathlib import Path

from tests.journeys.house import PATIENCE


def children(parent):
    """Return id → command line of a process's children."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[1]) == parent and after_name[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text()
    return found


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
