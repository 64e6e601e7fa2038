"""Whether a name stands in lines that were read from a paper: as typed, or in older characters."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from mcollector.rules.photographs.findings import Trace
from mcollector.rules.text.names import fold

_MOST_PARTS = 3


class Found(NamedTuple):
    """The trace of a name, and which characters were read as others: 髙=高."""

    trace: Trace
    signs: tuple[str, ...] = ()


def find_name(lines: Sequence[str], names: Iterable[Sequence[str]]) -> Found:
    """Return the best trace of one of the names, each given in its parts.

    The parts may stand in any order. 異体字 are folded for the comparison only; unread without a
    line.
    """
    if not lines:
        return Found(Trace.UNREAD)
    traces = [_in_line(line, wanted) for wanted in _ways(names) for line in lines]
    order = list(Trace)
    return min(traces, key=lambda one: order.index(one.trace), default=Found(Trace.MISSING))


def _ways(names: Iterable[Sequence[str]]) -> list[str]:
    parts = ([part for part in name if part][:_MOST_PARTS] for name in names)
    return ["".join(way) for name in parts if name for way in permutations(name)]


def _in_line(line: str, wanted: str) -> Found:
    typed, read = _plain(wanted), _plain(line)
    if typed in read:
        return Found(Trace.FOUND)
    folded, owners = _folded(read)
    key = fold(typed)
    at = folded.find(key)
    if not key or at < 0:
        return Found(Trace.MISSING)
    seen = "".join(read[owner] for owner in dict.fromkeys(owners[at : at + len(key)]))
    return Found(Trace.FOLDED, _differing(seen, typed))


def _differing(seen: str, typed: str) -> tuple[str, ...]:
    if len(seen) != len(typed):
        return ()
    pairs = zip(seen, typed, strict=True)
    return tuple(dict.fromkeys(f"{one}={other}" for one, other in pairs if one != other))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its signs where it comes from."""
    pairs = [(sign, at) for at, one in enumerate(text) for sign in fold(one)]
    return "".join(sign for sign, _ in pairs), [at for _, at in pairs]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split())
