"""Several looks at one number, each cut a little differently, must agree on all twelve digits.

Voting protects against misreading, never against the wrong field: what the words around it
say is judged elsewhere.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from mcollector.images.digits.line_reader import Cut, LineReader
from mcollector.images.digits.numerals import Run, runs
from mcollector.images.digits.quads import Quad

_CUTS = (
    Cut(),
    Cut(margin=0.08),
    Cut(margin=0.16, lean=0.05),
    Cut(margin=0.04, lean=-0.06, width=0.9),
    Cut(margin=-0.04, width=1.1),
    Cut(margin=0.1, width=0.8),
)
_ENOUGH, _SHARE = 3, 0.6
_LEAST_DIGIT, _MEAN, _CERTAIN = 0.60, 0.85, 0.9


class Vote(NamedTuple):
    """What most looks say, how sure they are, and whether the digits stand 4-4-4."""

    digits: str
    mean: float
    is_grouped: bool

    def __repr__(self) -> str:
        return "Vote(●)"


def vote(reader: LineReader, quad: Quad) -> Vote | None:
    """Return what at least 60 % of at least three looks agree on, surely enough; else None."""
    looks: list[Run] = []
    for tries, cut in enumerate(_CUTS, start=1):
        alone = [run for run in runs(reader.look(quad, cut)) if run.stands_alone]
        looks += alone[:1]
        if tries >= _ENOUGH and len(looks) == tries and _is_certain(looks):
            break
    return _counted(looks, tries) if len(looks) >= _ENOUGH else None


def _is_certain(looks: Sequence[Run]) -> bool:
    same = len({run.digits for run in looks}) == 1
    return same and min(run.least_sure for run in looks) > _CERTAIN


def _counted(looks: Sequence[Run], tries: int) -> Vote | None:
    digits, count = Counter(run.digits for run in looks).most_common(1)[0]
    for_it = [run for run in looks if run.digits == digits]
    least = mean(run.least_sure for run in for_it)
    sure = mean(sign.sure for run in for_it for sign in run.signs)
    if count / tries < _SHARE or least < _LEAST_DIGIT or sure < _MEAN:
        return None
    return Vote(digits, sure, 2 * sum(run.is_grouped for run in for_it) > len(for_it))
