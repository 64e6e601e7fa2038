"""The scan's own controls: each sink, each form, planted and found."""

import sqlite3
from email.message import EmailMessage

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, Table, insert

from mcollector.store.database.engine import open_database
from tests.journeys import leaks

VALUE = "123456789012"  # fails the check digit: nobody's


def in_a_table(folder, needle):
    with sqlite3.connect(folder / "house.db") as connection:
        connection.execute("CREATE TABLE t (a BLOB)")
        connection.execute("INSERT INTO t VALUES (?)", (needle,))
    connection.close()


def in_the_wal(folder, needle):
    connection = sqlite3.connect(folder / "house.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (a BLOB)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("INSERT INTO t VALUES (?)", (needle,))
    assert needle in (folder / "house.db-wal").read_bytes()
    in_the_wal.open_connections.append(connection)


in_the_wal.open_connections = []


def in_a_search_table(folder, needle):
    with sqlite3.connect(folder / "house.db") as connection:
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(a, tokenize='trigram')")
        connection.execute("INSERT INTO f VALUES (?)", (needle.decode(),))
    connection.close()


def in_a_file(folder, needle):
    (folder / "blob").write_bytes(b"\x00" + needle + b"\x00")


def in_a_log(folder, needle):
    (folder / "house.log").write_bytes(b'{"a": "' + needle + b'"}\n')


def in_the_queue(folder, needle):
    (folder / "appendonly.aof").write_bytes(b"$%d\r\n%s\r\n" % (len(needle), needle))


def in_a_mail(folder, needle):
    mail = EmailMessage()
    mail.set_content(needle.decode(), cte="base64")
    (folder / "new").mkdir()
    (folder / "new" / "mail").write_bytes(mail.as_bytes())


SINKS = (
    in_a_table,
    in_the_wal,
    in_a_search_table,
    in_a_file,
    in_a_log,
    in_the_queue,
    in_a_mail,
)
FORMS = tuple(leaks.forms(VALUE))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sink", SINKS, ids=lambda sink: sink.__name__)
def test_a_planted_value_is_found(tmp_path, sink, form):
    sink(tmp_path, leaks.forms(VALUE)[form])

    found = leaks.scan(leaks.places_of(tmp_path), {"planted": VALUE})
    while in_the_wal.open_connections:
        in_the_wal.open_connections.pop().close()
    assert form in {form for _, _, form in found}


@pytest.mark.parametrize("form", FORMS)
def test_a_value_planted_in_a_row_is_found(database_url, form):
    engine = open_database(database_url.replace("postgresql://", "postgresql+psycopg://"))
    table = Table("planted", MetaData(), Column("value", LargeBinary))
    with engine.begin() as connection:
        table.create(connection)
        long = b"long rows are compressed " * 400
        connection.execute(insert(table).values(value=long + leaks.forms(VALUE)[form]))
    engine.dispose()

    found = leaks.scan(leaks.rows_of(database_url), {"planted": VALUE})
    assert form in {form for _, _, form in found}


def test_nothing_planted_is_nothing_found(tmp_path):
    in_a_file(tmp_path, b"nothing of interest")

    assert leaks.scan(leaks.places_of(tmp_path), {"planted": VALUE}) == []
