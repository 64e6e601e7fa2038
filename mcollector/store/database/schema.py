"""The schema's versions: migrations forward, and a refusal to run on a version we do not know."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from mcollector.store.database import refusals as database_refusals
from mcollector.store.database.engine import open_database

_HERE = Path(__file__).parents[1] / "migrations"


def upgrade(url: str) -> None:
    """Bring the database to the newest version; on the newest it does nothing.

    Raises DatabaseRefused for one of a version this code does not know.
    """
    engine = open_database(url)
    try:
        stored = _stored(engine)
    finally:
        engine.dispose()
    if stored is not None and stored not in _known():
        raise database_refusals.newer()
    if stored != _known()[0]:
        command.upgrade(_config(url), "head")


def refuse_unless_current(engine: Engine) -> None:
    """Raise DatabaseRefused unless the database has exactly the version this code knows."""
    stored = _stored(engine)
    if stored is not None and stored not in _known():
        raise database_refusals.newer()
    if stored != _known()[0]:
        raise database_refusals.not_prepared()


def _stored(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def _known() -> tuple[str, ...]:
    """Return the versions this code knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config(""))
    return tuple(script.revision for script in scripts.walk_revisions())


def _config(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["url"] = url
    return config
