"""Everybody a search of ユーザー一覧 finds, chosen at once: as the search's conditions, no ids.

The search runs again at every step, so that what is pressed is compared with what was shown. The
work is done in pieces, each a unit of its own: nobody else waits for ten thousand people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.errors import RuleBroken
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.editing import bulk
from mcollector.services.editing.bulk import AT_ONCE, Sorted
from mcollector.services.people import query as people_query
from mcollector.services.people.query import PeopleQuery
from mcollector.services.permissions import require
from mcollector.store.people import Person
from mcollector.store.search import people as people_search
from mcollector.work.unit import UnitOfWork

MOST = 20_000
"""As many as a roster brings."""

A_PRESS = 500
"""So many are worked by one press, which is answered long before a proxy gives up; then again."""

_READ = (
    *(Person.id, Person.family, Person.given, Person.middle),
    *(Person.state, Person.mail, Person.bounced, Person.reminded_at),
)


class TooMany(RuleBroken):
    """More are found than can be chosen at once."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "%(n)d名を超えるため、まとめて選択できません。検索や絞り込みで減らしてください。",
                n=MOST,
            )
        )


@dataclass(frozen=True, slots=True)
class Everyone:
    """Everybody the query finds, whatever its order and page.

    `beyond` is the last person, in the order of ids, whom an earlier press has dealt with.
    """

    query: PeopleQuery
    beyond: UUID | None = None


def preview(uow: UnitOfWork, permission: Permission, everyone: Everyone) -> Sorted:
    """Return which people found would be touched, in the order of ids; raises TooMany."""
    require(uow, permission)
    query, today = everyone.query, deadlines.day(uow.now)
    wanted = people_query.narrowed(query, select(*_READ), today)
    if query.wanted:
        company_id = uow.actor.company_id
        wanted = wanted.where(people_search.is_found(query.sought, company_id, MOST + 1))
    if everyone.beyond is not None:
        wanted = wanted.where(Person.id > everyone.beyond)
    people = uow.rows(wanted.order_by(Person.id).limit(MOST + 1))
    if len(people) > MOST:
        raise TooMany
    return bulk.sort(uow, people, permission)


def pieces(chosen: Sorted) -> Iterator[list[UUID]]:
    """Yield the ids that one press deals with, in pieces of one unit each."""
    ids = [person_id for person_id, _name in chosen.taken[:A_PRESS]]
    for begin in range(0, len(ids), AT_ONCE):
        yield ids[begin : begin + AT_ONCE]


def rest(everyone: Everyone, chosen: Sorted) -> Everyone | None:
    """Return the people left for the next press, or None when everybody was reached."""
    if len(chosen.taken) <= A_PRESS:
        return None
    return Everyone(everyone.query, chosen.taken[A_PRESS - 1][0])
