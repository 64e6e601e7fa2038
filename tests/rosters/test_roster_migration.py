"""The second version of the schema: people and lists of the first one are all there."""

import sqlalchemy as sa
from sqlalchemy import text

from mcollector.store.database import postgres, schema
from mcollector.store.database.engine import open_database

PERSON = """INSERT INTO people (id, company_id, version, mail, mail_key, family, given, middle,
 reading, folded, state, registered_at, reminders, bounced)
 VALUES (:id, :company, 1, 'a@example.com', 'a@example.com', '山田', '太郎', '', '', '山田太郎',
 'waiting', :at, 0, :no)"""
ROSTER = """INSERT INTO rosters (id, company_id, account_id, state, encoding, columns, header,
 people, uploaded_at) VALUES (:id, :company, :company, 'run', '', 'mfg', '', 1, :at)"""


def test_what_was_there_stays(empty_database_url):
    schema._migrate(empty_database_url, "0001")
    engine = open_database(empty_database_url)
    postgres.prepare(engine)
    values = {
        "id": "0" * 31 + "1",
        "company": "0" * 31 + "2",
        "at": "2026-11-24 03:00:00.000000",
        "no": False,
    }
    with engine.begin() as connection:
        connection.execute(text(PERSON), values)
        connection.execute(text(ROSTER), values)

    schema.upgrade(empty_database_url)

    with engine.connect() as connection:
        people = connection.execute(text("SELECT mail, family, roster_id FROM people")).all()
        lists = connection.execute(text("SELECT columns, allow FROM rosters")).all()
        indexes = {one["name"] for one in sa.inspect(connection).get_indexes("people")}
    engine.dispose()
    assert people == [("a@example.com", "山田", None)]
    assert lists == [("mfg", "")]
    assert indexes >= {"ix_people_red", "ix_people_folded", "ix_people_mail", "ix_people_state"}
