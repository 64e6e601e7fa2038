"""Engines: how SQLite and PostgreSQL are opened so that nothing acknowledged is lost."""

import os
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from mcollector.store.database import refusals, transport
from mcollector.store.database.turnstile import Turnstile

READ_ONLY = {"mc_reads": True}
"""Execution options of a connection that will only read: SQLite then takes no write lock."""

APP_ROLE = "mcollector_app"
"""The PostgreSQL role every unit runs as: no owner, no superuser, INSERT and SELECT on the log."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 15000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "mmap_size": 0,
}

_PG_OPTIONS = (
    "-c statement_timeout=15000 -c lock_timeout=5000 "
    "-c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
)


def open_database(url: str) -> Engine:
    """Return an engine for the URL; parameters never appear in its errors or logs.

    Raises DatabaseRefused for a URL that is none, and for one that leaves this machine unencrypted.
    """
    try:
        return _engine(url)
    except (ArgumentError, ValueError):
        raise refusals.malformed() from None


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 15})
        event.listen(engine, "connect", _prepare_sqlite)
        _take_turns(engine)
        return engine
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": _PG_OPTIONS}
    )
    _none, given = engine.dialect.create_connect_args(engine.url)
    if not transport.is_private(given, os.environ):
        raise refusals.readable_on_the_way()
    return engine


def one_moment(engine: Engine) -> Engine:
    """Return the engine whose transactions see one moment of the database, as SQLite's always do.

    PostgreSQL's default looks anew at every statement: lines added between two of them made a
    sound log look cut off.
    """
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _take_turns(engine: Engine) -> None:
    """Let writers through one by one, each as long as it has its connection; readers never wait."""
    turnstile = Turnstile(str(engine.url.database))

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("mc_reads", False):
            connection.exec_driver_sql("BEGIN")
            return
        if connection.info.get("turn") is None:
            connection.info["turn"] = turnstile.enter()
        # At once: the default lost 669 of 1,200 concurrent updates in a trial.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(_connection: Any, record: Any) -> None:  # noqa: ANN401 - the pool's own
        if (turn := record.info.pop("turn", None)) is not None:
            turnstile.leave(turn)

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", end)  # right after the commit: SQLAlchemy tells before it only
