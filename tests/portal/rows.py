"""What the house holds after a test: every row as bytes, and counts."""

from sqlalchemy import select

from mcollector.store.tables import mappers


def places(tools):
    """Return every value of every row, whoever may see it: table → bytes."""
    with tools.engine.connect() as connection:
        return {
            table.name: b"\n".join(
                value if isinstance(value, bytes) else str(value).encode()
                for row in connection.execute(select(table)).all()
                for value in row
            )
            for table in (mapper.local_table for mapper in mappers())
        }


def rows(tools, row, *conditions):
    """Return the rows of a table, of all companies."""
    table = row.__table__
    with tools.engine.connect() as connection:
        return connection.execute(select(table).where(*conditions)).all()


def blobs(tools):
    """Return the names of every file in the folder of sealed blobs, finished or not."""
    return sorted(path.name for path in tools.files.root.rglob("*") if path.is_file())
