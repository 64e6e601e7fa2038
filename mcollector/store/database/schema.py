"""The schema's versions: migrations forward, and a refusal to run on a version we do not know."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from mcollector.store.database import refusals
from mcollector.store.database.engine import open_database

_HERE = Path(__file__).parents[1] / "migrations"
_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)


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
        raise refusals.newer()
    if stored != _known()[0]:
        _migrate(url)


def refuse_unless_current(engine: Engine) -> None:
    """Raise DatabaseRefused unless the database has exactly the version this code knows."""
    stored = _stored(engine)
    if stored is not None and stored not in _known():
        raise refusals.newer()
    if stored != _known()[0]:
        raise refusals.not_prepared()


def _stored(engine: Engine) -> str | None:
    """Return the version alembic wrote into the database; None for one without tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


@cache
def _known() -> tuple[str, ...]:
    """Return the versions this code knows, the newest first: their files are named in order."""
    files = sorted((_HERE / "versions").glob("*.py"), reverse=True)
    return tuple(one for file in files for one in _REVISION.findall(file.read_text()))


def _migrate(url: str, to: str = "head") -> None:
    from alembic import command  # noqa: PLC0415 - a database of this version never needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["url"] = url
    command.upgrade(config, to)
