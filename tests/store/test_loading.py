"""The bulk entrance brings every value as it was given, however it travels to the database."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DataError

from mcollector.rules.actions import Action
from mcollector.rules.states import PersonState
from mcollector.store.database.loading import SEPARATOR
from mcollector.store.people import Person
from tests import factories

NAMES = (
    "",
    "山田",
    "髙﨑",
    "O'Neil",
    'a "b"',
    "{a,b}",
    "back\\slash",
    "NULL",
    "%b %s ?",
    "a\tb",
    "𠮷",
)
SAME = {
    "state": PersonState.WAITING,
    "registered_at": datetime(2026, 4, 1, tzinfo=UTC),
    "due_on": date(2026, 4, 4),
}


def row(family, **more):
    plain = {"id": uuid4(), "mail": "", "mail_key": "", "given": "", "middle": "", "folded": ""}
    return {**plain, "family": family, **more}


@pytest.fixture
def admin(tools):
    return factories.admin_of(factories.company(tools))


def added(tools, admin, rows, *columns):
    """Add the rows in bulk; return the columns of each as the database has them, by id."""
    with tools.work(admin) as uow:
        uow.add_many(Person, rows, Action.PERSON_ADDED, **SAME)
    with tools.read(admin) as uow:
        found = {one.id: one[1:] for one in uow.rows(select(Person.id, *columns))}
    return [found[one["id"]] for one in rows]


@pytest.mark.parametrize(
    "names", [NAMES, *((name,) for name in NAMES), ("", ""), ("a", f"b{SEPARATOR}c", "d")]
)
def test_texts_arrive_as_they_are(tools, admin, names):
    rows = [row(name) for name in names]

    assert added(tools, admin, rows, Person.family) == [(name,) for name in names]


def test_where_some_have_none_the_others_keep_theirs(tools, admin):
    lists = (None, uuid4(), None)
    rows = [
        row("山田", employee_code=code, roster_id=of) for code, of in zip("a,", lists, strict=False)
    ]
    rows.append(row("佐藤", employee_code=None, roster_id=lists[2]))

    found = added(tools, admin, rows, Person.employee_code, Person.roster_id)

    assert found == [("a", None), (",", lists[1]), (None, None)]


def test_what_is_the_same_and_what_the_model_gives_stands_in_every_row(tools, admin):
    columns = (Person.state, Person.registered_at, Person.due_on, Person.reminders, Person.bounced)

    found = added(tools, admin, [row("山田"), row("佐藤")], *columns, Person.version)

    assert found == [(*SAME.values(), 0, False, 1)] * 2


def test_what_a_row_names_goes_before_the_default_of_the_model(tools, admin):
    rows = [row("山田", reminders=2), row("佐藤", reminders=3)]

    assert added(tools, admin, rows, Person.reminders) == [(2,), (3,)]


def test_more_rows_than_a_chunk_keep_their_order_and_number(tools, admin):
    rows = [row(f"n{number}") for number in range(2500)]

    assert added(tools, admin, rows, Person.family) == [(f"n{number}",) for number in range(2500)]


@pytest.mark.postgres
@pytest.mark.parametrize("names", [("a" * 101,), ("a" * 101, "b")])
def test_a_text_that_is_too_long_is_refused_and_not_cut(tools, admin, names):
    with pytest.raises(DataError), tools.work(admin) as uow:
        uow.add_many(Person, [row(name) for name in names], Action.PERSON_ADDED, **SAME)
