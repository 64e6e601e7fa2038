"""Runs the real child over labelled photographs and prints how well it reads, hints and guards.

    python -m bench.recognition                           its own two halves, samples drawn anew
    python -m bench.recognition --data DIR [--max-false N] [--min-recall R]

DIR holds pictures and a manifest.json. Exit code 1 when a bound is missed.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from bench.figures import memory_of
from bench.goals import missed_goals
from bench.tally import Tally, count, missed, show
from mcollector.images.cleaner import PICTURES_PER_CHILD, Cleaner
from mcollector.images.examined import Examined
from mcollector.images.questions import Question
from mcollector.images.refusals import ChildDied, PictureRefused

_TODAY = date(2026, 12, 1)
_SLOT = "card_back"
"""Every picture is examined as if sent for a number: the harder case for the negatives."""


def run(pictures: Iterable[tuple[dict, bytes]], *, reads_print: bool = True) -> Tally:
    """Look at every picture; each child gets as many as in production, here without haste."""
    tally, rng, rest = Tally(), random.Random(7), iter(pictures)
    while share := list(islice(rest, PICTURES_PER_CHILD)):
        with Cleaner(
            wall=600, reads_print=reads_print, pictures_per_child=len(share) + 1
        ) as cleaner:
            if not tally.pictures:
                print("print reading:", cleaner.print_reading().value)
            for truth, data in share:
                _add(tally, cleaner, truth, data, rng)
    return tally


def _add(tally: Tally, cleaner: Cleaner, truth: dict, data: bytes, rng) -> None:
    examined, seconds = _examined(cleaner, data)
    if examined is None:
        tally.refused.append(truth["file"])
    else:
        count(tally, truth, examined, seconds, rng)
    memory = memory_of(cleaner, "VmHWM")
    if memory > tally.memory:
        tally.memory, tally.largest = memory, truth["file"]


def _examined(cleaner: Cleaner, data: bytes) -> tuple[Examined | None, float]:
    clock = _clock(cleaner)
    before = time.clock_gettime(clock)
    try:
        examined = cleaner.examine(data, Question(_SLOT, _TODAY))
    except (PictureRefused, ChildDied):
        return None, 0.0
    return examined, time.clock_gettime(clock) - before


def _clock(cleaner: Cleaner) -> int:
    cleaner.print_reading()
    return (~cleaner._living_child().id << 3) | 2


def from_folder(folder: Path) -> Iterator[tuple[dict, bytes]]:
    """Yield the truths and files of a folder with a manifest.json."""
    for truth in json.loads((folder / "manifest.json").read_text())["images"]:
        yield truth, (folder / truth["file"]).read_bytes()


def drawn(asked: argparse.Namespace) -> dict[str, Iterator[tuple[dict, bytes]]]:
    """Return the sets drawn now, one after the other; nothing is kept."""
    from bench.drawn import sets  # noqa: PLC0415 - needs requirements-ocr.txt
    from bench.drawn.faces import Half  # noqa: PLC0415 - as above

    half = Half(asked.half)
    return {
        f"{half} half, drawn now": sets.pictures(asked.count, half, asked.seed),
        f"{half} half, for the hints": sets.spoilt_pictures(asked.hints, half, asked.seed),
    }


def main() -> int:
    """Run over the folder, or over freshly drawn pictures; 1 when a bound is missed.

    A folder is held to the bounds asked for; the own pictures to every goal.
    """
    asked = _arguments()
    failures: list[str] = []
    sets = {str(asked.data): from_folder(asked.data)} if asked.data else drawn(asked)
    for name, pictures in sets.items():
        tally = run(pictures, reads_print=not asked.qr_only)
        show(name, tally)
        failures += missed(tally, asked.max_false, asked.min_recall)
        failures += [] if asked.data else missed_goals(tally)
    if asked.peers and not asked.data:
        _compare(asked)
    for failure in failures:
        print("MISSED:", failure)
    return int(bool(failures))


def _compare(asked: argparse.Namespace) -> None:
    from bench import readers  # noqa: PLC0415 - needs requirements-ocr.txt
    from bench.drawn import sets  # noqa: PLC0415 - as above
    from bench.drawn.faces import Half  # noqa: PLC0415 - as above

    readers.compare(sets.pictures(asked.peers, Half(asked.half), asked.seed))


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, help="a folder with pictures and a manifest.json")
    asked.add_argument("--max-false", type=int, default=0)
    asked.add_argument("--min-recall", type=float, default=0.93)
    asked.add_argument("--count", type=int, default=1000, help="pictures to draw without --data")
    asked.add_argument("--hints", type=int, default=420, help="pictures to draw for the hints")
    asked.add_argument("--peers", type=int, default=60, help="pictures to compare with others on")
    asked.add_argument("--seed", type=int, default=20261201)
    asked.add_argument("--half", choices=("tuning", "testing"), default="testing")
    asked.add_argument("--qr-only", action="store_true", help="as without requirements-ocr.txt")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
