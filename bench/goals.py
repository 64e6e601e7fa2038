"""The goals of reading beyond the bounds one can ask for, and which were missed."""

from bench.tally import Tally, at_share

_RECALL = {"readable, levels 0-1": 0.97, "readable, level 2": 0.95}
_HINTS = {
    "dark, caught": (1.0, 1.0),
    "dark, falsely": (0.0, 0.02),
    "blurred, caught": (0.9, 1.0),
    "blurred, falsely": (0.0, 0.05),
}
_CPU = (("qr", 0.95, 0.3), ("print", 0.5, 1.5), ("print", 0.95, 4.0))
_MEMORY = 600_000_000 // 1024
"""KiB, as the kernel counts a child's memory."""


def missed_goals(tally: Tally) -> list[str]:
    """Return each missed goal as a sentence; what a set does not contain is not judged."""
    return [*_of_recall(tally), *_of_hints(tally), *_of_cost(tally)]


def _of_recall(tally: Tally) -> list[str]:
    shares = {name: tally.share(name) for name in _RECALL}
    return [
        f"recall {name}: {shares[name]:.3f}, at least {least} wanted"
        for name, least in _RECALL.items()
        if shares[name] < least
    ]


def _of_hints(tally: Tally) -> list[str]:
    missed = []
    for name, (least, most) in _HINTS.items():
        raised, of = tally.hints.get(name, [0, 0])
        if of and not least <= raised / of <= most:
            missed.append(f"hint {name}: {raised} of {of}, {least:.0%} to {most:.0%} wanted")
    return missed


def _of_cost(tally: Tally) -> list[str]:
    missed = []
    for path, share, most in _CPU:
        seconds = at_share(tally.cpu[path], share) if tally.cpu[path] else 0.0
        if seconds > most:
            missed.append(f"CPU of the {path} path at {share:.0%}: {seconds:.3f} s, {most} allowed")
    if tally.memory > _MEMORY:
        missed.append(f"the child's memory: {tally.memory} KiB, {_MEMORY} allowed")
    return missed
