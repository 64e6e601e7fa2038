"""The worker of the kill tests, or its timetable: the real ones over a killable toolbox."""

import os
import sys

import worker
from mcollector.config import Config
from mcollector.jobs import timetable
from tests.crash import killable
from tests.print_off import turn_print_off


def main():
    config = Config.from_environ(os.environ)
    if sys.argv[1:] == ["--timetable"]:
        timetable.TICK = 0.4  # the clock is moved: what comes due is seen at once
        timetable.run_forever(killable.build(config, "scheduler", "scheduler"))
    else:
        turn_print_off()  # whatever the child reads, it is kept in the same unit of work
        worker.work(killable.build(config, "worker", "worker"))


if __name__ == "__main__":
    main()
