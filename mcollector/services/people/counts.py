"""How many people are in which state, from the counts the database keeps; no person is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, literal, select

from mcollector.rules.states import PersonState
from mcollector.services.people.query import TABS, PeopleQuery
from mcollector.store.search.people import PersonCount
from mcollector.work.unit import UnitOfWork

SHARES = ("verified", "to_review", "returned", "waiting", "late", "other")
_SHARE_OF = {state: tab for tab in SHARES[:4] for state in TABS[tab]}


@dataclass(frozen=True, slots=True)
class StateCount:
    """The number of people in one state; `found` is the total of a search, the same in each."""

    state: PersonState
    red: bool
    bounced: bool
    n: int
    found: int


def count_states(
    uow: UnitOfWork, today: date, found: ColumnElement[int] | None = None
) -> tuple[StateCount, ...]:
    """Return the counts of every state there is, each with the value of `found`."""
    red = PersonCount.red_on <= today
    query = select(
        PersonCount.state,
        red.label("red"),
        PersonCount.bounced,
        func.sum(PersonCount.n).label("n"),
        (literal(0) if found is None else found).label("found"),
    ).group_by(PersonCount.state, red, PersonCount.bounced)
    return tuple(
        StateCount(row.state, bool(row.red), row.bounced, int(row.n), row.found)
        for row in uow.rows(query)
    )


def share_out(standing: Sequence[StateCount]) -> dict[str, int]:
    """Return counts that add up to everybody, in the order of the process; red counts as late."""
    counted = dict.fromkeys(SHARES, 0)
    for kind in standing:
        counted["late" if kind.red else _SHARE_OF.get(kind.state, "other")] += kind.n
    return counted


def count_tabs(standing: Sequence[StateCount]) -> dict[str, int]:
    """Return how many people each tab of the list has."""
    return {tab: count_query(standing, PeopleQuery(tab)) for tab in TABS}


def count_query(standing: Sequence[StateCount], query: PeopleQuery) -> int:
    """Return how many people are on the list asked for, its search apart."""
    taken = (one.n for one in standing if query.takes(one.state, red=one.red, bounced=one.bounced))
    return sum(taken)
