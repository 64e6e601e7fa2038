"""A worker whose child reads no print, as in a house without requirements-ocr.txt.

For tests that ask for nothing that stands on a photograph: reading a pair of photographs takes
five seconds of CPU. `python -m tests.print_off` is `worker.py` so changed.
"""

import worker
from mcollector.images.cleaner import Cleaner
from mcollector.jobs import runtime


def cleaner_without_print(**_how: object) -> Cleaner:
    """Return a cleaner whose child reads codes only."""
    return Cleaner()


def turn_print_off() -> None:
    """Let the jobs of this process clean with one."""
    runtime.Cleaner = cleaner_without_print


if __name__ == "__main__":
    turn_print_off()
    worker.main()
