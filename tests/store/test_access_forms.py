"""Every form in which SQLAlchemy reaches a row: own rows or a refusal, never a foreign row."""

import re

import pytest
from sqlalchemy import (
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    true,
    update,
)
from sqlalchemy.orm import aliased

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotFound
from mcollector.store.accounts import Account, Login
from mcollector.store.companies import Counter
from mcollector.store.people import Person
from mcollector.work.guard import GuardBroken
from tests import factories

Other = aliased(Person)
INNER = select(Person.id, Person.mail).subquery()
CTE = select(Person.mail.label("mail")).cte()

READS = {
    "entity": lambda s: s.scalars(select(Person)),
    "columns": lambda s: s.scalars(select(Person.mail)),
    "count": lambda s: s.scalars(select(func.count()).select_from(Person)),
    "count of a column": lambda s: s.scalars(select(func.count(Person.id))),
    "legacy query": lambda s: s.query(Person).all(),
    "legacy query of columns": lambda s: [row[0] for row in s.query(Person.mail)],
    "alias": lambda s: s.scalars(select(Other)),
    "alias of columns": lambda s: s.scalars(select(Other.mail)),
    "in a subquery": lambda s: s.scalars(
        select(Person.mail).where(Person.id.in_(select(Other.id)))
    ),
    "from a subquery": lambda s: s.scalars(select(INNER.c.mail)),
    "common table": lambda s: s.scalars(select(CTE.c.mail)),
    "union": lambda s: s.scalars(select(Person.mail).union(select(Other.mail))),
    "exists": lambda s: s.scalars(
        select(Account.mail).where(exists().where(Person.mail == Account.mail))
    ),
    "join": lambda s: s.scalars(select(Person.mail).join(Other, Other.mail == Person.mail)),
    "cross join": lambda s: set(s.scalars(select(Person.mail).join(Other, true()))),
    "scalar subquery": lambda s: s.scalars(
        select(select(func.count(Person.id)).scalar_subquery()).select_from(Account).limit(1)
    ),
    "window": lambda s: s.scalars(select(func.count(Person.id).over()).limit(1)),
    "group": lambda s: s.scalars(select(func.max(Person.mail)).group_by(Person.mail)),
    "locked": lambda s: s.scalars(select(Person).with_for_update()),
    "bare table": lambda s: s.scalars(select(Person.__table__.c.mail)),
    "bare table in a join": lambda s: s.scalars(
        select(Person.__table__.c.mail).join(Person, Person.id != Person.__table__.c.id)
    ),
    "table by its name": lambda s: s.scalars(select(table("people", column("mail")))),
    "text": lambda s: s.scalars(text("SELECT mail FROM people")),
    "text into an entity": lambda s: s.scalars(
        select(Person).from_statement(text("SELECT * FROM people"))
    ),
    "text as a column": lambda s: s.scalars(
        select(literal_column("(SELECT max(mail) FROM people)")).select_from(Person)
    ),
    "text as a condition": lambda s: s.scalars(
        select(Person.mail).where(text("1 = 1 OR people.id IS NOT NULL"))
    ),
}


SERVED = {
    "entity",
    "columns",
    "count",
    "count of a column",
    "legacy query",
    "legacy query of columns",
    "in a subquery",
    "union",
    "exists",
    "join",
    "cross join",
    "scalar subquery",
    "group",
    "locked",
}
"""What the guard can filter and therefore serves; every other form is refused."""


@pytest.mark.parametrize("form", READS)
def test_reading(tools, two, form):
    with tools.read(factories.admin_of(two[0])) as uow:
        try:
            found = list(READS[form](uow._session))
        except GuardBroken:
            found = None

    assert (found is not None) == (form in SERVED)
    for row in found or []:
        word = row.mail if isinstance(row, Person) else row
        assert word == 3 or re.fullmatch(r"own[012]@example\.com", word), word


def test_the_foreign_rows_are_really_there(tools, two):
    with tools.read(factories.admin_of(two[1])) as uow:
        assert uow.count(select(Person.id)) == 3


def foreign_person(tools, two):
    with tools.read(factories.admin_of(two[1])) as uow:
        return uow.scalars(select(Person).order_by(Person.mail))[0]


def test_a_foreign_row_by_its_key_is_nothing(tools, two):
    foreign = foreign_person(tools, two)

    with tools.read(factories.admin_of(two[0])) as uow:
        with pytest.raises(NotFound):
            uow.get(Person, foreign.id)
        with pytest.raises(GuardBroken):
            uow._session.get(Person, foreign.id)


WRITES = {
    "update": lambda s, p: s.execute(update(Person).where(Person.id == p.id).values(mail="x")),
    "update of all": lambda s, _: s.execute(update(Person).values(mail="x")),
    "update by key": lambda s, p: s.execute(update(Person), [{"id": p.id, "mail": "x"}]),
    "update with parameters": lambda s, p: s.execute(
        update(Person).where(Person.id == bindparam("one")), {"one": p.id, "mail": "x"}
    ),
    "delete": lambda s, p: s.execute(delete(Person).where(Person.id == p.id)),
    "legacy update": lambda s, _: s.query(Person).update({"mail": "x"}),
    "legacy delete": lambda s, _: s.query(Person).delete(),
    "insert": lambda s, p: s.execute(insert(Counter).values(company_id=p.company_id, name="x")),
    "insert of many": lambda s, p: s.execute(
        insert(Counter), [{"company_id": p.company_id, "name": "x", "value": 1}]
    ),
    "insert with returning": lambda s, p: s.scalars(
        insert(Counter).values(company_id=p.company_id, name="x", value=1).returning(Counter)
    ),
    "bare update": lambda s, _: s.execute(update(Person.__table__).values(mail="x")),
    "text": lambda s, _: s.execute(text("UPDATE people SET mail = 'x'")),
    "connection": lambda s, _: s.connection().execute(text("DELETE FROM people")),
    "old bulk save": lambda s, p: s.bulk_save_objects([p]),
    "old bulk insert": lambda s, p: s.bulk_insert_mappings(
        Counter, [{"company_id": p.company_id, "name": "x", "value": 1}]
    ),
    "old bulk update": lambda s, p: s.bulk_update_mappings(Person, [{"id": p.id, "mail": "x"}]),
    "new object": lambda s, p: (
        s.add(Counter(company_id=p.company_id, name="x", value=1)),
        s.flush(),
    ),
    "foreign object changed": lambda s, p: (s.add(p), setattr(p, "mail", "x"), s.flush()),
    "foreign object merged": lambda s, p: (setattr(p, "mail", "x"), s.merge(p), s.flush()),
    "foreign object deleted": lambda s, p: (s.add(p), s.delete(p), s.flush()),
    "own object given away": lambda s, p: (
        setattr(s.scalars(select(Person)).first(), "company_id", p.company_id),
        s.flush(),
    ),
}


@pytest.mark.parametrize("form", WRITES)
def test_writing(tools, two, form):
    foreign = foreign_person(tools, two)

    with pytest.raises(GuardBroken), tools.work(factories.admin_of(two[0])) as uow:
        WRITES[form](uow._session, foreign)

    for founded, word in zip(two, ("own", "foreign"), strict=True):
        with tools.read(factories.admin_of(founded)) as uow:
            mails = sorted(uow.scalars(select(Person.mail)))
            assert mails == [f"{word}{n}@example.com" for n in range(3)]
            assert uow.count(select(Counter.id)) == 0


def test_the_bulk_entrance_sets_the_company_itself(tools, two):
    stolen = [{"company_id": two[1].company_id, "name": "x", "value": 1}]

    with tools.work(factories.admin_of(two[0])) as uow:
        uow.add_many(Counter, stolen, Action.PERSON_ADDED)

    for founded, expected in zip(two, (1, 0), strict=True):
        with tools.read(factories.admin_of(founded)) as uow:
            assert uow.count(select(Counter.id)) == expected


def test_logins_alone_are_read_across_companies_and_hold_no_address(tools, two):
    with tools.read(Actor.system("entrance")) as uow:
        rows = uow.scalars(select(Login))

    assert {row.company_id for row in rows} == {founded.company_id for founded in two}
    texts = [value for row in rows for value in vars(row).values() if isinstance(value, str)]
    assert texts == [row.user_id for row in rows]
    assert {len(row.mail_digest) for row in rows} == {32}
