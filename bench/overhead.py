"""What the queue and the processes add to a photograph's job, beside the same work without them.

`python -m bench.overhead` sends photographs of each paper through a real queue to a real worker and
its children, whose ends and births are in it. Beside it stand the look alone, done in this process,
and the job's units of work. CPU time of everybody who works; exit 1 when a bound is missed.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from random import Random
from uuid import UUID

from bench.drawn import decoys, papers
from bench.drawn.faces import Half
from bench.drawn.scenes import photograph
from bench.drawn.shots import shot
from bench.everybody import of_everybody
from bench.figures import Report
from bench.photo_house import PhotoHouse, house, send, work_off
from mcollector import jobs
from mcollector.images.child.warming import warm_up
from mcollector.images.cleaner import PICTURES_PER_CHILD
from mcollector.images.decoding.decoding import be_strict
from mcollector.images.digits import models
from mcollector.images.digits.models import Networks
from mcollector.images.look.examining import examine
from mcollector.images.memory import keep_memory
from mcollector.images.questions import Question
from mcollector.jobs.runtime import cleaner
from mcollector.rules.deadlines import day
from tests import servers

MOST = 10.0
_DIFFERENT, _FEW, _TURNS, _LIVES = 10, 40, 6, 3
_MANY = _LIVES * PICTURES_PER_CHILD
_PAPERS = {"card_back": (papers.card_back, False), "card_front": (decoys.card_front, True)}
"""By its place in the form: the paper, and whether the worker reads all its words."""


@dataclass(frozen=True)
class Cost:
    """CPU ms a photograph: the whole job, the look alone, the units of work alone."""

    job: float
    look: float
    units: float

    @property
    def added(self) -> float:
        """Return what queue and processes add, in percent."""
        return (self.job / (self.look + self.units) - 1) * 100


def main() -> int:
    """Print the figures; 1 when a bound is missed."""
    be_strict()
    keep_memory()
    networks = models.load_networks()
    warm_up(networks)
    report = Report()
    with servers.valkey() as url, house(url, _MANY + 2 * _FEW) as ours:
        for slot in _PAPERS:
            cost = measured(ours, networks, slot)
            print(f"\n== {slot}, CPU ms a photograph: the job {cost.job:.1f};", end=" ")
            print(f"its look {cost.look:.1f} and its units of work {cost.units:.1f} alone")
            report.figure("queue and processes, % of both", cost.added, MOST)
    return int(bool(report.missed))


def measured(ours: PhotoHouse, networks: Networks, slot: str) -> Cost:
    """Let children live their lives, in turns with the looks: a slow minute is slow for both."""
    question = Question(slot, day(ours.by_itself.now()), words=_PAPERS[slot][1])
    people = ours.people()
    share, few = photographs(slot, _MANY // _TURNS), photographs(slot, _FEW)
    units_of(ours, slot, few, people, question)  # for the first time, so that all is loaded
    cleaner().close()
    cleaner().print_reading()
    whole = looks = 0.0
    for _ in range(_TURNS):
        looks += of_everybody(partial(examine_all, share, question, networks))
        whole += job_of(ours, slot, share, people)
    units = units_of(ours, slot, few, people, question)
    assert ours.done(slot) == _MANY + 2 * _FEW
    return Cost(*(1000 * each / _MANY for each in (whole, looks)), 1000 * units / _FEW)


def photographs(slot: str, count: int) -> list[bytes]:
    """Return so many photographs of the slot's paper, ten different ones in turn."""
    drawn = []
    for at in range(_DIFFERENT):
        rng = Random(f"overhead {slot} {at}")
        paper = _PAPERS[slot][0](rng, Half.TESTING)
        drawn.append(photograph(rng, Half.TESTING, paper, shot(rng, 1))[0])
    return list(islice(cycle(drawn), count))


def job_of(ours: PhotoHouse, slot: str, share: Sequence[bytes], people: Iterator[UUID]) -> float:
    """Return what jobs by the queue cost; with a child's last job, until the next one is ready."""
    send(ours.by_queue, ours.founded, slot, share, people)

    def work() -> None:
        work_off(ours.by_queue)
        cleaner().print_reading()

    return of_everybody(work)


def units_of(
    ours: PhotoHouse, slot: str, share: Sequence[bytes], people: Iterator[UUID], question: Question
) -> float:
    """Return what the units of work cost: jobs without a queue, less the talk with the child."""
    send(ours.by_itself, ours.founded, slot, share, people)
    before = time.process_time()
    jobs.work_off(ours.by_itself)
    between = time.process_time()
    for data in share:
        cleaner().examine(data, question)
    return 2 * between - before - time.process_time()


def examine_all(share: Sequence[bytes], question: Question, networks: Networks) -> None:
    """Do in this process what the child does."""
    for data in share:
        examine(data, question, networks)


if __name__ == "__main__":
    sys.exit(main())
