"""The real launcher over the real table; only the programs are exchanged for killable ones.

And it pauses less: these tests kill more often in a minute than a launcher sees in a year.
"""

import sys
from dataclasses import replace

from deploy import launch, processes

EXCHANGED = {
    "app:app": ("tests.crash.killable_web:app",),
    "worker.py": ("-m", "tests.crash.killable_worker"),
}


def table(home, *, own_queue):
    return tuple(map(_exchanged, processes.embedded(home, own_queue=own_queue)))


def _exchanged(process):
    words = (EXCHANGED.get(word, (word,)) for word in process.arguments)
    return replace(process, arguments=tuple(part for group in words for part in group))


if __name__ == "__main__":
    launch.BACKOFF = (0.2,)
    sys.exit(launch.main(table))
