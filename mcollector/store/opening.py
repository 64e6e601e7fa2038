"""Opening the database at start: it answers, is of this version, and keeps companies apart."""

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from mcollector.store.database import postgres, refusals, schema
from mcollector.store.database.engine import open_database
from mcollector.store.database.refusals import DatabaseRefused
from mcollector.store.search import sqlite


def opened(url: str) -> Engine:
    """Return an engine whose database answers; raises DatabaseRefused."""
    engine = open_database(url)
    try:
        with engine.connect():
            return engine
    except DBAPIError:
        engine.dispose()
        raise refusals.unreachable() from None


def checked(url: str) -> Engine:
    """Return an engine over a database of this version in which no unit can cross companies."""
    engine = opened(url)
    try:
        schema.refuse_unless_current(engine)
        postgres.check_database(engine)
    except DatabaseRefused:
        engine.dispose()
        raise
    sqlite.keep_index(engine)
    return engine


def prepare(url: str) -> None:
    """Bring the database to this version, with what PostgreSQL needs; raises DatabaseRefused."""
    engine = opened(url)
    try:
        postgres.prepare(engine)
    finally:
        engine.dispose()
    schema.upgrade(url)
