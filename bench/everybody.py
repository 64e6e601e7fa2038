"""CPU time of this process and all its descendants, living and gone."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path


def of_everybody(deed: Callable[[], None]) -> float:
    """Return the CPU seconds of this process and of all its descendants, living and gone."""
    before = _spent()
    deed()
    return _spent() - before


def _spent() -> float:
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + gone.ru_utime + gone.ru_stime + _spent_below("self")


def _spent_below(process: str) -> float:
    """Return what living descendants have spent, and the gone ones that these have buried."""
    lists = Path("/proc", process, "task").glob("*/children")
    return sum(
        time.clock_gettime((~int(child) << 3) | 2) + _buried_by(child) + _spent_below(child)
        for found in lists
        for child in found.read_text().split()
    )


def _buried_by(process: str) -> float:
    fields = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")
