"""The real launcher over the real table, with programs of tests in the place of some of ours.

`python -m tests.launching` starts a house whose worker reads no print (print_off.py).
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from deploy import launch, processes
from deploy.processes import Process

PRINT_OFF = (sys.executable, "-m", "tests.launching")


def exchanged(words: Mapping[str, tuple[str, ...]]) -> Callable[..., tuple[Process, ...]]:
    """Return the launcher's table with these words of its command lines exchanged."""

    def table(home: Path, *, own_queue: bool) -> tuple[Process, ...]:
        return tuple(map(changed, processes.embedded(home, own_queue=own_queue)))

    def changed(process: Process) -> Process:
        groups = (words.get(word, (word,)) for word in process.arguments)
        return replace(process, arguments=tuple(part for group in groups for part in group))

    return table


if __name__ == "__main__":
    sys.exit(launch.main(exchanged({"worker.py": ("-m", "tests.print_off")})))
