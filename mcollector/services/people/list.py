"""ユーザー一覧: who is there, who is late, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from mcollector.rules import deadlines
from mcollector.rules.rights import Permission
from mcollector.services.people import counts
from mcollector.services.people import query as people_query
from mcollector.services.people.counts import StateCount
from mcollector.services.people.query import MOST_FOUND, PeopleQuery
from mcollector.services.people.rows import COLUMNS, PersonRow, row_of
from mcollector.services.permissions import require
from mcollector.store.people import Person
from mcollector.store.search import people
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the list with the number of everybody found and of every tab.

    `capped` tells that more have the words asked for than were looked at; `is_first` and `is_last`
    whether the list ends there.
    """

    rows: tuple[PersonRow, ...]
    total: int
    tabs: dict[str, int]
    query: PeopleQuery
    is_first: bool = True
    is_last: bool = True
    capped: bool = False

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return _pages(self.total, self.query)


def get_page(uow: UnitOfWork, query: PeopleQuery) -> PeoplePage:
    """Return one page, late ones first by default; a page that is not there is the nearest one.

    Asks the database three things at most: the counts, the person a page stands beside, the rows.
    """
    require(uow, Permission.LIST)
    today = deadlines.day(uow.now)
    asked, company_id = query.sought, uow.actor.company_id
    many = people.how_many(asked, company_id, MOST_FOUND + 1) if asked else None
    standing = counts.count_states(uow, today, many)
    if query.wanted:
        return _found(uow, replace(query, after=None, before=None), standing)
    total = counts.count_query(standing, query)
    shown = replace(query, page=min(max(query.page, 1), _pages(total, query)))
    beside = _beside(uow, query)
    shown = replace(shown, page=1) if beside else replace(shown, after=None, before=None)
    wanted = people_query.narrowed(shown, select(*COLUMNS), today)
    rows = uow.rows(_cut(shown, people_query.ordered(shown, wanted, beside)))
    return _build_page(uow, shown, rows, total, standing)


def _found(uow: UnitOfWork, query: PeopleQuery, standing: Sequence[StateCount]) -> PeoplePage:
    """Return a page of the people found; a page beyond the last one becomes the first."""
    many = max((kind.found for kind in standing), default=0)
    if not many:
        return _build_page(uow, replace(query, page=1), (), 0, standing)
    total = func.count().over().label("total")
    wanted = people_query.narrowed(query, select(*COLUMNS, total), deadlines.day(uow.now))
    wanted = people_query.searched(query, wanted, uow.actor.company_id)
    rows = uow.rows(_cut(query, wanted))
    if not rows and query.page > 1:
        return _found(uow, replace(query, page=1), standing)
    page = _build_page(uow, query, rows, rows[0].total if rows else 0, standing)
    return replace(page, capped=many > MOST_FOUND)


def count_tabs(uow: UnitOfWork, today: date) -> dict[str, int]:
    """Return how many people each tab of the list has; requires no permission."""
    return counts.count_tabs(counts.count_states(uow, today))


def _cut(query: PeopleQuery, wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return the page's rows and one more, which tells whether there is a next page."""
    return wanted.limit(query.size + 1).offset((query.page - 1) * query.size)


def _build_page(
    uow: UnitOfWork,
    query: PeopleQuery,
    rows: Sequence[Any],
    total: int,
    standing: Sequence[StateCount],
) -> PeoplePage:
    more, kept = len(rows) > query.size, list(rows[: query.size])
    if query.before is not None:
        kept.reverse()
    today = deadlines.day(uow.now)
    shown = tuple(row_of(row, today, query.wanted) for row in kept)
    is_first = not more if query.before else query.after is None and query.page == 1
    is_last = query.before is None and not more
    return PeoplePage(shown, total, counts.count_tabs(standing), query, is_first, is_last)


def _beside(uow: UnitOfWork, query: PeopleQuery) -> Sequence[Any] | None:
    """Return the order's values of the person the page is beside; None for an unknown one."""
    person_id = query.before or query.after
    if person_id is None:
        return None
    rows = uow.rows(select(*query.order).where(Person.id == person_id))
    return tuple(rows[0]) if rows else None


def _pages(total: int, query: PeopleQuery) -> int:
    return max(1, -(-total // query.size))
