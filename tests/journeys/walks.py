"""Which journeys there are: every paper of the catalogue that counts today, as the form offers it.

The rule. Any paper with the number that needs another one beside it is walked once with each paper
that has a photograph, and once with each pair of neighbours among the papers without one (the last
stands beside the first where it has no neighbour); from one journey to the next, and from one paper
with the number to the next, script is on and off in turn. So every such paper is walked in both,
and meets each that may stand beside it. A paper that proves number and identity is walked four
times: with script and without, each once by somebody with one given name and no dependents. With
each paper that has the number, every name (one given name, none, six words) and every number of
dependents (0, 1, 5) is walked. A paper by which somebody acts for a spouse of 第3号 is walked
twice, with script and without, beside the first paper of the day for both of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, cycle

from mcollector.rules import deadlines
from mcollector.rules.my_number import check_digit
from mcollector.rules.papers import catalogue, choices
from mcollector.rules.papers.choices import NO_PHOTO_ID, Choice, Route
from mcollector.rules.papers.paper import Document, Proof


def today():
    """Return the day in Japan, asked anew by everybody: a run may go past midnight."""
    return deadlines.day(datetime.now(UTC))


@dataclass(frozen=True)
class Name:
    """A name as the roster has it, and how it is read."""

    family: str
    given: str
    readings: tuple[str, str]

    @property
    def full(self):
        return f"{self.family} {self.given}".strip()


NAMES = (
    Name("山田", "太郎", ("やまだ", "タロウ")),
    Name("スハルト", "", ("すはると", "")),
    Name("de la Cruz", "Maria Clara Luz", ("de la Cruz", "Maria Clara Luz")),
)
DEPENDENTS = (0, 1, 5)


@dataclass(frozen=True)
class Walk:
    """One journey: papers, browser, name and dependents; `place` is its line of the roster."""

    place: int
    route: Route
    beside: tuple[Document, ...]
    script: bool
    name: Name
    dependents: int
    spouse: tuple[Document, ...] = ()

    def __str__(self):
        codes = "+".join(paper.code for paper in self.papers)
        return f"{codes}-{'script' if self.script else 'plain'}-{self.dependents}"

    @property
    def papers(self):
        return (self.route.paper, *self.beside, *self.spouse)

    @property
    def choice(self):
        """Return the choice of the form that these papers are."""
        if len(self.beside) < 2:
            return Choice(self.route.code, *(paper.code for paper in self.beside))
        return Choice(self.route.code, NO_PHOTO_ID, tuple(paper.code for paper in self.beside))

    @property
    def mail(self):
        return f"walk{self.place}@example.com"

    def number(self, of=0):
        """Return the number of the employee, or of a dependent from 1."""
        body = f"{31415926000 + 10 * self.place + of}"
        return body + check_digit(body)


def _beside(route):
    """Return what stands beside the paper with the number, one journey each."""
    pairs = [route.halves[at : at + 2] for at in range(0, len(route.halves), 2)]
    full = [pair if len(pair) == 2 else (*pair, route.halves[0]) for pair in pairs]
    return [*((paper,) for paper in route.photo_ids), *full]


def _of(at, route):
    """Return the journeys of a paper with the number, which is the one at this place."""
    if not route.photo_ids:
        who = [(NAMES[0], 0), (NAMES[0], 0), (NAMES[1], 1), (NAMES[2], 5)]
        return [(route, (), n % 2 == 0, *one) for n, one in enumerate(who)]
    counts = cycle((0, 5, 0, 1, 0, 0, 1, 0, 0))
    return [
        (route, beside, (at + n) % 2 == 0, NAMES[n % 3], next(counts))
        for n, beside in enumerate(_beside(route))
    ]


def _spouses(day):
    """Return the journeys with a spouse whose number the company checks."""
    first = choices.routes(day)[0]
    for paper in catalogue.papers_that_prove(Proof.AGENCY, day):
        for script in (True, False):
            yield (first, (), script, NAMES[0], 1, (paper,))


def walks_on(day):
    """Return the journeys of that day, in the order of the roster."""
    own = chain.from_iterable(_of(at, route) for at, route in enumerate(choices.routes(day)))
    return tuple(Walk(place, *one) for place, one in enumerate((*own, *_spouses(day))))
