"""Lists and people of an older schema are all there in this one, and mean what they meant."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import select, text

from mcollector.rules.actor import Actor
from mcollector.rules.roster.columns import Column
from mcollector.store.database import postgres, schema
from mcollector.store.database.engine import open_database
from mcollector.store.rosters import RosterFile
from tests import factories

COMPANY, OTHER = "0" * 31 + "2", "0" * 31 + "3"
AT = "2026-11-24 03:00:00.000000"
PERSON = """INSERT INTO people (id, company_id, version, mail, mail_key, family, given, middle,
 reading, folded, state, registered_at, reminders, bounced)
 VALUES (:id, :company, 1, 'a@example.com', 'a@example.com', '山田', '太郎', '', '', '山田太郎',
 'waiting', :at, 0, :no)"""
ROSTER = """INSERT INTO rosters (id, company_id, account_id, state, encoding, columns, header,
 people, uploaded_at) VALUES (:id, :company, :company, 'run', '', :columns, '', 1, :at)"""
ALLOW = "UPDATE rosters SET allow = :allow WHERE id = :id"
ALLOWED = {"": "[]", "s": '["shared"]', "sp": '["shared", "paper"]'}
"""What the office allowed, as one letter each and as JSON."""
LISTS = {
    "0" * 31 + "4": (COMPANY, "", "[]"),
    "0" * 31 + "5": (COMPANY, "mfg", '["mail", "family", "given"]'),
    "0" * 31 + "6": (OTHER, "mfg", '["mail", "family", "given"]'),
    "0" * 31 + "7": (
        OTHER,
        "-dgfnm",
        '["ignore", "middle", "given", "family", "name", "mail"]',
    ),
    "0" * 31 + "8": (OTHER, "mn" + "-" * 38, '["mail", "name"' + ', "ignore"' * 38 + "]"),
}
"""By id: whose the list is, its columns as one letter each, and as JSON."""


@pytest.fixture
def engine(empty_database_url):
    """The engine of a database of the first schema."""
    schema._migrate(empty_database_url, "0001")
    made = open_database(empty_database_url)
    postgres.prepare(made)
    yield made
    made.dispose()


def insert(engine, statement, **values):
    with engine.begin() as connection:
        connection.execute(text(statement), {"at": AT, **values})


@pytest.fixture
def with_letters(engine, empty_database_url):
    """The URL of a database whose lists have one letter a column."""
    schema._migrate(empty_database_url, "0017_images")
    for roster_id, (company, letters, _) in LISTS.items():
        insert(engine, ROSTER, id=roster_id, company=company, columns=letters)
    return empty_database_url


def test_what_was_there_stays(engine, empty_database_url):
    insert(engine, PERSON, id="0" * 31 + "1", company=COMPANY, no=False)
    insert(engine, ROSTER, id="0" * 31 + "1", company=COMPANY, columns="mfg")

    schema.upgrade(empty_database_url)

    with engine.connect() as connection:
        people = connection.execute(text("SELECT mail, family, roster_id FROM people")).all()
        lists = connection.execute(text("SELECT columns, allow FROM rosters")).all()
        indexes = {one["name"] for one in sa.inspect(connection).get_indexes("people")}
    assert people == [("a@example.com", "山田", None)]
    assert lists == [('["mail", "family", "given"]', "[]")]
    assert indexes >= {"ix_people_red", "ix_people_folded", "ix_people_mail", "ix_people_state"}


def test_every_companys_letters_become_words(engine, with_letters):
    schema.upgrade(with_letters)

    with engine.connect() as connection:
        lists = connection.execute(text("SELECT columns FROM rosters ORDER BY id")).scalars().all()
        unique = [
            one["column_names"] for one in sa.inspect(connection).get_unique_constraints("rosters")
        ]
    assert lists == [words for _, _, words in LISTS.values()]
    assert unique == [["company_id", "id"]]


def test_the_words_are_read_as_the_columns_they_were(with_letters, tmp_path):
    schema.upgrade(with_letters)

    tools = factories.toolbox_for(factories.config_for(tmp_path / "home", with_letters))
    with factories.closing(tools), tools.read(Actor.system("cli", UUID(COMPANY))) as uow:
        found = list(uow.scalars(select(RosterFile.columns).order_by(RosterFile.id)))
    assert found == [(), (Column.MAIL, Column.FAMILY, Column.GIVEN)]


@pytest.mark.parametrize("letters", ALLOWED)
def test_what_was_allowed_stays_allowed(engine, with_letters, letters):
    roster_id = next(iter(LISTS))
    insert(engine, ALLOW, id=roster_id, allow=letters)

    schema.upgrade(with_letters)

    with engine.connect() as connection:
        allowed = connection.scalars(text("SELECT allow FROM rosters ORDER BY id")).all()
    assert allowed == [ALLOWED[letters], *["[]"] * (len(LISTS) - 1)]


@pytest.mark.postgres
def test_the_rows_are_as_guarded_as_before(engine, with_letters):
    schema.upgrade(with_letters)

    with engine.connect() as connection:
        forced = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'rosters'"
        assert connection.execute(text(forced)).scalar_one() is True
