"""The schema's versions: migrations forward, and a refusal to run on a version we do not know."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mcollector.store.database import open_database

_HERE = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Bring the database to the newest version; on the newest it does nothing."""
    command.upgrade(_config(url), "head")


def is_current(url: str) -> bool:
    """Tell whether the database has exactly the version this code knows."""
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            stored = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return stored == ScriptDirectory.from_config(_config(url)).get_current_head()


def _config(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["url"] = url
    return config
