"""The query of the list, as conditions and orders that each use an index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from mcollector.rules.states import PersonState
from mcollector.rules.text.names import trim
from mcollector.rules.text.search_words import sought
from mcollector.store.people import Person
from mcollector.store.search import people

TABS: dict[str, tuple[PersonState, ...]] = {
    "all": (),
    "late": (),
    "to_review": (PersonState.SUBMITTED,),
    "returned": (PersonState.RETURNED,),
    "waiting": (PersonState.INVITED_NOT_SENT, PersonState.WAITING, PersonState.DRAFTING),
    "verified": (PersonState.VERIFIED,),
    "retired": (PersonState.RETIRED,),
}
SIZES = (20, 50, 100)
SORTS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "due": (Person.red_on, Person.registered_at),
    "registered": (Person.registered_at,),
    "name": (Person.folded,),
    "uploaded": (Person.uploaded_order,),
    "verified": (Person.verified_order,),
}
MOST_FOUND = 500
"""So many found are put in order; where more have the words, the list says that it is not all."""


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What the office asked the list for; unknown words fall back to the first choice.

    `after` and `before` name the person a page stands next to, in place of a page's number.
    """

    tab: str = "all"
    text: str = ""
    sort: str = "due"
    desc: bool = False
    page: int = 1
    size: int = 20
    after: UUID | None = None
    before: UUID | None = None
    state: PersonState | None = None
    bounced: bool = False

    @property
    def wanted(self) -> str:
        """Return the text asked for, trimmed and without NUL characters."""
        return trim(self.text.replace("\0", ""))

    @property
    def sought(self) -> tuple[str, ...]:
        """Return the texts to look for in people's words."""
        return sought(self.wanted)

    @property
    def order(self) -> tuple[InstrumentedAttribute[Any], ...]:
        """Return the columns of the order, the tie-breaker last."""
        return (*SORTS.get(self.sort, SORTS["due"]), Person.id)

    @property
    def backwards(self) -> bool:
        """Tell whether the rows are fetched from the end of the order."""
        return self.desc != (self.before is not None)

    def takes(self, state: PersonState, *, red: bool, bounced: bool) -> bool:
        """Tell whether people in this state are on the list, whatever the search."""
        states = TABS.get(self.tab, ())
        in_tab = red if self.tab == "late" else not states or state in states
        return in_tab and self.state in (None, state) and (bounced or not self.bounced)


def narrowed(
    query: PeopleQuery, wanted: Select[*tuple[Any, ...]], today: date
) -> Select[*tuple[Any, ...]]:
    """Return the selection with what the query asks for, the search apart."""
    read = people.unsorted if query.wanted else _as_it_is
    if query.tab == "late":
        wanted = wanted.where(read(Person.red_on) <= today)
    elif TABS.get(query.tab):
        wanted = wanted.where(read(Person.tab) == query.tab)
    if query.state is not None:
        wanted = wanted.where(read(Person.state) == query.state)
    return wanted.where(Person.bounced) if query.bounced else wanted


def _as_it_is(column: InstrumentedAttribute[Any]) -> Any:  # noqa: ANN401 - the column itself
    return column


def searched(
    query: PeopleQuery, wanted: Select[*tuple[Any, ...]], company_id: UUID
) -> Select[*tuple[Any, ...]]:
    """Return the selection of those who were found, in order."""
    found = wanted.where(people.is_found(query.sought, company_id, MOST_FOUND))
    return found.order_by(*_turned(query, map(people.unsorted, query.order)))


def ordered(
    query: PeopleQuery, wanted: Select[*tuple[Any, ...]], beside: Sequence[Any] | None
) -> Select[*tuple[Any, ...]]:
    """Return the selection in order; `beside` are the order's values of the person before it."""
    order = query.order
    if beside is not None:
        here = tuple_(*order)
        there = tuple_(*(literal(v, c.type) for v, c in zip(beside, order, strict=True)))
        wanted = wanted.where(here < there if query.backwards else here > there)
    return wanted.order_by(*_turned(query, order))


def _turned(query: PeopleQuery, order: Iterable[Any]) -> list[ColumnElement[Any]]:
    return [part.desc() if query.backwards else part.asc() for part in order]
