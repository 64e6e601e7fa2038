"""ユーザー一覧: who is there, who is late, one page at a time."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from mcollector.rules import deadlines
from mcollector.rules.deadlines import Cue
from mcollector.rules.names import fold, full_of, trim
from mcollector.rules.rights import Deed
from mcollector.rules.sentences import Sentence
from mcollector.rules.spellings import reasons
from mcollector.rules.states import PersonState
from mcollector.services.permissions import need
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

TABS: dict[str, tuple[PersonState, ...]] = {
    "all": (),
    "late": (),
    "to_review": (PersonState.SUBMITTED,),
    "returned": (PersonState.RETURNED,),
    "waiting": (PersonState.INVITED_NOT_SENT, PersonState.WAITING, PersonState.DRAFTING),
    "verified": (PersonState.VERIFIED,),
}
SIZES = (20, 50, 100)
OVERDUE = (*(state for state in PersonState if state.is_collected_from), PersonState.SUBMITTED)
"""The states that can be red; everybody else is white by definition (architecture §9)."""


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What the office asked the list for; unknown words fall back to the first choice."""

    tab: str = "all"
    text: str = ""
    sort: str = "due"
    desc: bool = False
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of the list; `cue` says whether it is red and why.

    `why` says which other spelling of the words asked for was found in the name.
    """

    id: UUID
    name: str
    mail: str
    state: PersonState
    uploaded_on: date | None
    verified_on: date | None
    cue: Cue
    reminded_at: datetime | None
    bounced: bool
    why: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the list with the number of everybody found and of every tab."""

    rows: tuple[PersonRow, ...]
    total: int
    tabs: dict[str, int]
    query: PeopleQuery

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return _pages(self.total, self.query)


_COLUMNS = (
    Person.id,
    Person.family,
    Person.given,
    Person.middle,
    Person.reading,
    Person.mail,
    Person.state,
    Person.registered_at,
    Person.uploaded_at,
    Person.returned_at,
    Person.verified_on,
    Person.due_on,
    Person.reminded_at,
    Person.bounced,
)

_SORTS = {
    "due": (Person.due_on.is_(None), Person.due_on, Person.registered_at),
    "name": (Person.folded,),
    "mail": (Person.mail_key,),
    "uploaded": (Person.uploaded_at.is_(None), Person.uploaded_at),
    "verified": (Person.verified_on.is_(None), Person.verified_on),
}


def page(uow: UnitOfWork, query: PeopleQuery) -> PeoplePage:
    """Return one page, late ones first by default; a page that is not there is the nearest one."""
    need(uow, Deed.LIST)
    today = deadlines.day(uow.now)
    wanted = _filtered(query, today)
    total = uow.count(wanted)
    shown = replace(query, page=min(max(query.page, 1), _pages(total, query)))
    order = _SORTS.get(query.sort, _SORTS["due"])
    ordered = wanted.order_by(*(_turned(query, part) for part in order), Person.id)
    cut = ordered.limit(query.size).offset((shown.page - 1) * query.size)
    rows = tuple(_row(row, today, trim(query.text)) for row in uow.rows(cut))
    return PeoplePage(rows, total, counts(uow, today), shown)


def _pages(total: int, query: PeopleQuery) -> int:
    return max(1, -(-total // query.size))


def _turned(query: PeopleQuery, part: Any) -> ColumnElement[Any]:  # noqa: ANN401
    turned: ColumnElement[Any] = part.desc() if query.desc else part
    return turned


def _filtered(query: PeopleQuery, today: date) -> Select[*tuple[Any, ...]]:
    wanted = select(*_COLUMNS)
    if query.tab == "late":
        wanted = wanted.where(_is_late(today))
    elif states := TABS.get(query.tab):
        wanted = wanted.where(Person.state.in_(states))
    if text := trim(query.text.replace("\0", "")):
        wanted = wanted.where(_holds(text))
    return wanted


def _is_late(today: date) -> ColumnElement[bool]:
    return (Person.due_on <= today) & Person.state.in_(OVERDUE)


def _holds(text: str) -> ColumnElement[bool]:
    """Look for the text in the address, and for its folded form, if any is left, in the name."""
    in_mail = Person.mail_key.contains(text.lower(), autoescape=True)
    folded = fold(text)
    return or_(in_mail, Person.folded.contains(folded, autoescape=True)) if folded else in_mail


def _row(row: Any, today: date, text: str) -> PersonRow:  # noqa: ANN401 - a Core row of _COLUMNS
    since = row.uploaded_at if row.state is PersonState.SUBMITTED else row.returned_at
    since_day = deadlines.day(since or row.registered_at)
    name = full_of(row)
    return PersonRow(
        row.id,
        name,
        row.mail,
        row.state,
        deadlines.day(row.uploaded_at) if row.uploaded_at else None,
        row.verified_on,
        deadlines.cue(row.state, row.due_on, since_day, today),
        row.reminded_at,
        row.bounced,
        () if text.lower() in row.mail.lower() else reasons(name, row.reading, text),
    )


def counts(uow: UnitOfWork, today: date) -> dict[str, int]:
    """Return how many people each tab of the list has; asks for no right."""
    by_state = uow.rows(select(Person.state, func.count().label("n")).group_by(Person.state))
    numbers = {row.state: row.n for row in by_state}
    late = uow.count(select(Person.id).where(_is_late(today)))
    by_tab = {
        tab: sum(numbers.get(state, 0) for state in states)
        for tab, states in TABS.items()
        if states
    }
    return {"all": sum(numbers.values()), "late": late, **by_tab}
