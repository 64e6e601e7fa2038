"""What a company wrote before letters were worded by language is its Japanese text."""

import pytest
import sqlalchemy as sa
from sqlalchemy import text

from mcollector.store.database import postgres, schema
from mcollector.store.database.engine import open_database

pytestmark = pytest.mark.both

TEXT = """INSERT INTO mail_texts (id, company_id, kind, number, subject, body, account_id, made_at)
 VALUES (:id, :company, 'reminder', 1, '件名', '本文', :company, :at)"""


def test_what_was_written_stays(empty_database_url):
    schema._migrate(empty_database_url, "0001")
    engine = open_database(empty_database_url)
    postgres.prepare(engine)
    schema._migrate(empty_database_url, "0013_reminders")
    values = {"id": "0" * 31 + "1", "company": "0" * 31 + "2", "at": "2026-11-24 03:00:00.000000"}
    with engine.begin() as connection:
        connection.execute(text(TEXT), values)

    schema.upgrade(empty_database_url)

    with engine.connect() as connection:
        kept = connection.execute(text("SELECT language, subject, body FROM mail_texts")).all()
        unique = {
            tuple(one["column_names"])
            for one in sa.inspect(connection).get_unique_constraints("mail_texts")
        }
    engine.dispose()
    assert kept == [("ja", "件名", "本文")]
    assert unique == {("company_id", "kind", "language", "number"), ("company_id", "id")}
