"""A connection is used again and again; no unit leaves its company behind in it."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from mcollector.rules.errors import NotFound
from mcollector.store import opening
from mcollector.store.people import Person
from tests import factories


@pytest.fixture
def narrow(tools, monkeypatch):
    """The same toolbox over a pool of one connection."""
    engine = opening.checked(tools.config.database_url)
    engine.pool._pool.maxsize = 1
    engine.pool._max_overflow = 0
    yield replace(tools, engine=engine)
    engine.dispose()


def mails(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return sorted(uow.scalars(select(Person.mail)))


def fail_in(tools, founded):
    with pytest.raises(NotFound), tools.work(factories.admin_of(founded)) as uow:
        uow.scalars(select(Person))
        raise NotFound


def test_one_connection_serves_both_companies_in_turn(narrow, two):
    for _ in range(200):
        for founded, word in zip(two, ("own", "foreign"), strict=True):
            assert mails(narrow, founded) == [f"{word}{n}@example.com" for n in range(3)]


def test_a_unit_that_failed_leaves_nothing_behind(narrow, two):
    for _ in range(20):
        fail_in(narrow, two[0])
        assert mails(narrow, two[1]) == [f"foreign{n}@example.com" for n in range(3)]


def test_threads_never_see_each_others_company(tools, two):
    wrong = []

    def read(founded, word):
        for _ in range(40):
            found = mails(tools, founded)
            if found != [f"{word}{n}@example.com" for n in range(3)]:
                wrong.append(found)

    threads = [
        threading.Thread(target=read, args=pair)
        for pair in zip(two * 3, ("own", "foreign") * 3, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


@pytest.mark.postgres
@pytest.mark.parametrize("ends", ["commits", "fails"])
def test_role_and_company_end_with_the_transaction(narrow, two, ends):
    if ends == "commits":
        mails(narrow, two[0])
    else:
        fail_in(narrow, two[0])

    with narrow.engine.connect() as connection:
        company = connection.execute(text("SELECT current_setting('app.company_id', true)"))
        role = connection.execute(text("SELECT current_user"))
        assert (company.scalar() or "", role.scalar()) == ("", "postgres")


@pytest.mark.postgres
def test_inside_a_unit_the_role_is_the_weak_one(tools, two):
    with tools.read(factories.admin_of(two[0])) as uow:
        connection = uow._session.raw_connection()
        asked = text(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin "
            "FROM pg_roles WHERE rolname = current_user"
        )
        found = tuple(connection.execute(asked).one())

    assert found == ("mcollector_app", False, False, False, False, False)


@pytest.mark.postgres
def test_the_weak_role_alone_sees_one_company_and_changes_no_other(tools, two):
    """The net below the session: plain SQL as the unit's role."""
    with tools.read(factories.admin_of(two[0])) as uow:
        connection = uow._session.raw_connection()
        seen = connection.execute(text("SELECT mail FROM people ORDER BY mail")).scalars().all()
        changed = connection.execute(text("UPDATE people SET family = 'x' WHERE mail LIKE 'f%'"))
        gone = connection.execute(text("DELETE FROM people WHERE mail LIKE 'f%'"))

    assert seen == [f"own{n}@example.com" for n in range(3)]
    assert (changed.rowcount, gone.rowcount) == (0, 0)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO counters (id, company_id, name, value) "
            "VALUES (gen_random_uuid(), gen_random_uuid(), 'x', 1)"
        ),
        "UPDATE audit_lines SET actor = 'x'",
        "DELETE FROM audit_lines",
        "TRUNCATE people CASCADE",
        "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen ON people",
        "CREATE TABLE mine (id int)",
        "SET row_security = off; SELECT * FROM people",
    ],
)
def test_the_weak_role_is_refused(tools, two, statement):
    with tools.read(factories.admin_of(two[0])) as uow:
        connection = uow._session.raw_connection()
        with pytest.raises(Exception, match=r"violates|denied|must be owner|row-level|changed"):
            connection.execute(text(statement))
