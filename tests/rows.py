"""All that a database holds, to compare it with what it held before."""

from collections.abc import Collection

from sqlalchemy import select

from mcollector.store.tables import mappers
from mcollector.work.toolbox import Toolbox


def every_row(tools: Toolbox, *, without: Collection[str] = ()) -> dict[str, list[str]]:
    """Return every row of every company as text, by table; some tables may be left out."""
    tables = [mapper.local_table for mapper in mappers()]
    with tools.engine.connect() as connection:
        if tools.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET row_security = off")
        return {
            table.name: sorted(map(str, connection.execute(select(table))))
            for table in tables
            if table.name not in without
        }
