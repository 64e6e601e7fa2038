"""Cleaning against the limit: ratios of CPU time, alternated in one run, each with its bound.

    python -m bench.images [--rounds N] [--hostile N]

Exit code 1 when a bound is missed. Nothing here is wall time but the two workers' side by side.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from bench.enduring import hostile
from bench.figures import Report, forget_peak, memory_of
from bench.peers import heic, heic_alone, jpeg, limit, naive, photo, thumbnail
from mcollector.images.child.warming import warm_up
from mcollector.images.cleaner import Cleaner
from mcollector.images.decoding.cleaning import clean
from mcollector.images.decoding.decoding import be_strict
from mcollector.images.memory import keep_memory


def alternated(deeds: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median CPU seconds of each deed; they take turns, so noise meets them alike."""
    spent: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(rounds):
        for name, deed in deeds.items():
            before = time.process_time()
            deed()
            spent[name].append(time.process_time() - before)
    return {name: median(seconds) for name, seconds in spent.items()}


def jpegs(report: Report, rounds: int) -> None:
    """Compare the cleaning of a 12 MP JPEG with the limit and two peers."""
    data = jpeg(photo())
    spent = alternated(
        {
            "limit: libjpeg-turbo half decode + encode": lambda: limit(data),
            "ours: both sizes, upright, bare pixels": lambda: clean(data),
            "peer: Pillow thumbnail() twice": lambda: thumbnail(data),
            "peer: Pillow, everything decoded": lambda: naive(data),
        },
        rounds,
    )
    print(f"\n== 12 MP JPEG of {len(data) / 1e6:.1f} MB, CPU ms a picture (median of {rounds})")
    for name, seconds in spent.items():
        print(f"   {name:58s} {seconds * 1000:8.1f}")
    least, ours, thumb, slow = spent.values()
    report.figure("ours / limit", ours / least, 1.5)
    report.figure("ours / Pillow thumbnail()", ours / thumb, 0.6)
    report.figure("ours / everything decoded", ours / slow, 0.3)


def heics(report: Report, rounds: int) -> None:
    """Compare the cleaning of a 12 MP HEIC with its decoder alone."""
    data = heic(photo())
    spent = alternated(
        {"decoder alone": lambda: heic_alone(data), "ours": lambda: clean(data)},
        max(3, rounds // 3),
    )
    print(f"\n== 12 MP HEIC of {len(data) / 1e6:.1f} MB, CPU ms a picture")
    for name, seconds in spent.items():
        print(f"   {name:58s} {seconds * 1000:8.1f}")
    alone, ours = spent.values()
    report.figure("ours / decoder alone", ours / alone, 1.4)


def memory(report: Report) -> None:
    """Measure how far a warm child's memory rises over a 12 MP JPEG."""
    data = jpeg(photo())
    with Cleaner() as cleaner:
        cleaner.prove()
        base = memory_of(cleaner, "VmRSS")
        forget_peak(cleaner)
        cleaner.clean(data)
        peak = memory_of(cleaner, "VmHWM")
    print("\n== Memory of the child, MiB")
    report.figure("peak over a 12 MP JPEG, above the warm child", (peak - base) / 1024, 64)


def workers(report: Report, pictures: int) -> None:
    """Compare two workers with one: CPU a picture must not rise when both cores are busy."""
    one = _children_cpu([pictures])
    two = _children_cpu([pictures, pictures])
    print(f"\n== Two workers: CPU ms a picture, one {one:.1f}, two {two:.1f}")
    report.figure("two workers / one, pictures for the same CPU", 2 * one / two, 1.9, least=True)


def _children_cpu(shares: list[int]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = [
        subprocess.Popen([sys.executable, "-m", "bench.images", "--work", str(share)])
        for share in shares
    ]
    for process in running:
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / sum(shares) * 1000


def work(pictures: int) -> None:
    """Clean so many pictures in this process: one worker's share."""
    data = jpeg(photo().resize((3264, 2448)))
    for _ in range(pictures):
        clean(data)


def main() -> int:
    """Print every figure; 1 when one is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--hostile", type=int, default=1000)
    asked.add_argument("--work", type=int, help=argparse.SUPPRESS)
    told = asked.parse_args()
    be_strict()
    keep_memory()
    if told.work:
        work(told.work)
        return 0
    warm_up()
    report = Report()
    print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}")
    jpegs(report, told.rounds)
    heics(report, told.rounds)
    memory(report)
    workers(report, 40)
    hostile(report, told.hostile)
    for name in report.missed:
        print("MISSED:", name)
    return int(bool(report.missed))


if __name__ == "__main__":
    sys.exit(main())
