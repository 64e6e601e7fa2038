"""The real launcher over the real table; only the programs are exchanged for killable ones.

And it pauses less: these tests kill more often in a minute than a launcher sees in a year.
"""

import sys

from deploy import launch
from tests.launching import exchanged

KILLABLE = {
    "app:app": ("tests.crash.killable_web:app",),
    "worker.py": ("-m", "tests.crash.killable_worker"),
}

if __name__ == "__main__":
    launch.BACKOFF = (0.2,)
    sys.exit(launch.main(exchanged(KILLABLE)))
