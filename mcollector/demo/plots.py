"""The demo's plots: how the collection from each of its people went, hour by hour before now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import accumulate, chain, cycle, islice

from mcollector.demo.people import MadeUp, made_up
from mcollector.rules.states import PersonState
from mcollector.services.letters.writing import RETRIES


class Scene(StrEnum):
    """What happens to one person at one moment; `KNOCK` lets a letter be tried again."""

    KNOCK = "knock"
    PASSWORD = "password"  # noqa: S105 - a scene
    BEGIN = "begin"
    SUBMIT = "submit"
    REMIND = "remind"
    APPROVE = "approve"
    RETURN = "return"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    RETIRE = "retire"


class Fate(StrEnum):
    """What becomes of the person's mail: it arrives, is put off, or comes back (不達)."""

    ARRIVES = "arrives"
    BUSY = "busy"
    BOUNCES = "bounces"


@dataclass(frozen=True, slots=True)
class Plot:
    """One course of a collection; moments are days before now.

    `spread` is by how many days the whole may lie earlier without another ending. In time means
    within two days whatever the hour now, late means at least three.
    """

    ending: PersonState
    registered: float
    scenes: tuple[tuple[float, Scene], ...] = ()
    spread: int = 0
    flaw: str = ""
    fate: Fate = Fate.ARRIVES


_P = PersonState
_HELD = 1.25
_KNOCKS = tuple((_HELD - minutes / 1440, Scene.KNOCK) for minutes in accumulate(RETRIES[:-1]))
"""Tried again for 29 hours; the next try is most of a day away, so that 送信前 stays to be seen."""

JUST_INVITED = Plot(_P.WAITING, 1)
NEVER_CAME = Plot(_P.WAITING, 4, spread=4)
BEGUN = Plot(_P.DRAFTING, 1, ((0.5, Scene.BEGIN),))
TO_REVIEW = Plot(_P.SUBMITTED, 6, ((1, Scene.SUBMIT),))
FRESH = Plot(_P.SUBMITTED, 3, ((0.25, Scene.SUBMIT),))
OVERLOOKED = Plot(_P.SUBMITTED, 9, ((4, Scene.SUBMIT),), spread=2)
SENT_BACK = Plot(_P.RETURNED, 6, ((4, Scene.SUBMIT), (1, Scene.RETURN)), flaw="blur")
DONE = Plot(_P.VERIFIED, 16, ((14, Scene.SUBMIT), (12, Scene.APPROVE)), spread=30)

ONCE = (
    Plot(_P.INVITED_NOT_SENT, _HELD, _KNOCKS, fate=Fate.BUSY),
    JUST_INVITED,
    BEGUN,
    Plot(_P.OFFERED, 2),
    TO_REVIEW,
    SENT_BACK,
    DONE,
    Plot(_P.REFUSED, 20, ((15, Scene.REFUSE),)),
    Plot(_P.RETIRED, 48, ((46, Scene.SUBMIT), (45, Scene.APPROVE), (10, Scene.RETIRE))),
    NEVER_CAME,
    Plot(_P.WAITING, 9, ((2, Scene.REMIND),)),
    Plot(_P.DRAFTING, 7, ((6, Scene.BEGIN),)),
    OVERLOOKED,
    Plot(_P.RETURNED, 16, ((13, Scene.SUBMIT), (6, Scene.RETURN), (2, Scene.REMIND)), flaw="dark"),
    Plot(
        _P.SUBMITTED,
        14,
        ((11, Scene.SUBMIT), (8, Scene.RETURN), (1, Scene.RESUBMIT)),
        flaw="crop",
    ),
    Plot(_P.INVITED_NOT_SENT, 4, fate=Fate.BOUNCES),
)
"""Every ending once; the first plot of an ending belongs to the person whose login is printed."""

CROWD = (
    DONE,
    TO_REVIEW,
    NEVER_CAME,
    DONE,
    JUST_INVITED,
    DONE,
    OVERLOOKED,
    NEVER_CAME,
    BEGUN,
    DONE,
    FRESH,
    SENT_BACK,
)
FEWEST = len(ONCE)


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """One of the demo's people and what happened to them; moments are counted back from now."""

    who: MadeUp
    plot: Plot
    registered: timedelta
    scenes: tuple[tuple[timedelta, Scene], ...]
    has_login: bool


def cast(count: int) -> tuple[Member, ...]:
    """Return so many people, at least FEWEST: every plot once, then a crowd."""
    plots = islice(chain(ONCE, cycle(CROWD)), count)
    return tuple(_member(place, plot) for place, plot in enumerate(plots))


def _member(place: int, plot: Plot) -> Member:
    shift = place * 7 % (plot.spread + 1)
    has_login = place in _FIRST_OF_ENDING
    scenes = tuple(_moments(plot, shift, place, has_login=has_login))
    return Member(made_up(place), plot, timedelta(days=plot.registered + shift), scenes, has_login)


def _moments(
    plot: Plot, shift: int, place: int, *, has_login: bool
) -> Iterator[tuple[timedelta, Scene]]:
    """Yield the scenes, each person's some minutes after the one's before them."""
    minutes = timedelta(minutes=place % 50)
    if has_login:
        yield timedelta(days=plot.registered + shift - 1 / 24), Scene.PASSWORD
    for days, scene in plot.scenes:
        later = timedelta() if scene is Scene.KNOCK else minutes
        yield timedelta(days=days + shift) - later, scene


_FIRST_OF_ENDING = frozenset(
    {plot.ending: place for place, plot in reversed(list(enumerate(ONCE)))}.values()
)
