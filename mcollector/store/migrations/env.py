"""How alembic reaches the database: as its owner, in one transaction."""

from alembic import context

from mcollector.store import tables
from mcollector.store.base import Row
from mcollector.store.database.engine import open_database

tables.mappers()
for table in Row.metadata.tables.values():
    for index in table.indexes:
        if (where := index.info.get("where")) is not None:  # said to a dialect, that is loaded
            index.dialect_kwargs.update(sqlite_where=where, postgresql_where=where)


def migrate() -> None:
    engine = open_database(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


migrate()
