"""What PostgreSQL must have before the house opens: Japanese trigrams, and a role that is weak."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from mcollector.store.database import refusals
from mcollector.store.database.engine import APP_ROLE

_EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
_INSTALLED = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
_TRIGRAMS = "SELECT cardinality(show_trgm('佐藤翔太'))"
_STRONG = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role"


def prepare(engine: Engine) -> None:
    """Install pg_trgm where this role may; raises DatabaseRefused where it may not."""
    if engine.dialect.name != "postgresql":
        return
    try:
        with engine.begin() as connection:
            connection.execute(text(_EXTENSION))
    except DBAPIError:
        raise refusals.no_trigrams() from None
    check_database(engine)


def check_database(engine: Engine) -> None:
    """Raise DatabaseRefused unless Japanese can be searched and no unit can cross companies.

    With LC_CTYPE "C" a trigram of Japanese is nothing (architecture §8), and row-level security
    is nothing to a superuser or to a role that bypasses it.
    """
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        _refuse_deaf(connection)
        _refuse_strong(connection)


def _refuse_deaf(connection: Connection) -> None:
    if not connection.execute(text(_INSTALLED)).scalar_one():
        raise refusals.no_trigrams()
    if not connection.execute(text(_TRIGRAMS)).scalar_one():
        raise refusals.deaf_to_japanese()


def _refuse_strong(connection: Connection) -> None:
    if connection.execute(text(_STRONG), {"role": APP_ROLE}).scalar():
        raise refusals.role_too_strong(APP_ROLE)
