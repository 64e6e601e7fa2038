"""The import of 100,000 people in five lists beside the same rows made inside the same tables.

`python -m bench.roster` measures both databases, a first word one of them; on PostgreSQL its
server's work is included. CPU time, the middle one of three (or of as many as a second word says);
exit 1 when a bound is missed. The limit is one `INSERT … SELECT` a table out of bare tables of the
same database, with every index, trigger and policy on. A list has 20,000 people at most, so memory
is flat when five lists hold no more than one.
"""

import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from mcollector.rules.actor import Actor
from mcollector.services.rosters import upload
from mcollector.store.base import Row
from mcollector.store.database.engine import APP_ROLE
from mcollector.work.toolbox import Toolbox
from tests import factories, servers

LISTS, ROWS = 5, 20_000
TIMES = 3
BOUNDS = {"sqlite": 3.0, "postgres": 1.6}
FLAT = 1.1
TABLES = ("people", "accounts", "logins", "letters")
TICKS = 100.0

Rows = dict[str, list[tuple[object, ...]]]


def lists() -> Iterator[bytes]:
    """Give five lists of people nobody else of them has."""
    for start in range(0, LISTS * ROWS, ROWS):
        lines = (f"p{n}@example.com,髙﨑,太郎{n}\n" for n in range(start, start + ROWS))
        yield "".join(lines).encode("cp932")


def imported(tools: Toolbox, actor: Actor, count: int = LISTS) -> None:
    """Upload so many lists and run each, as two presses of a clerk do."""
    for data in islice(lists(), count):
        with tools.work(actor) as uow:
            roster_id = upload.upload(uow, data)
        with tools.work(actor) as uow:
            upload.run(uow, roster_id)


def stored(tools: Toolbox) -> Rows:
    """Return each table's rows as the driver gives them."""
    with closing(tools.engine.raw_connection()) as raw:
        return {table: _all(raw, f"SELECT {_told(table)} FROM {table}") for table in TABLES}  # noqa: S608


def _told(table: str) -> str:
    """Return the table's columns but for those the database computes."""
    columns = Row.metadata.tables[table].columns
    return ", ".join(f'"{column.name}"' for column in columns if column.computed is None)


def _all(raw: Any, statement: str) -> list[tuple[object, ...]]:
    cursor = raw.cursor()
    cursor.execute(statement)
    found: list[tuple[object, ...]] = cursor.fetchall()
    return found


def staged(tools: Toolbox, rows: Rows) -> None:
    """Put the rows into tables beside the real ones, without index, trigger or policy."""
    sign = "?" if tools.engine.dialect.name == "sqlite" else "%s"
    with closing(tools.engine.raw_connection()) as raw:
        cursor = raw.cursor()
        for table in TABLES:
            none = f"SELECT {_told(table)} FROM {table} WHERE 1 = 0"  # noqa: S608
            cursor.execute(f"CREATE TABLE bare_{table} AS {none}")
            signs = ", ".join([sign] * len(rows[table][0]))
            cursor.executemany(f"INSERT INTO bare_{table} VALUES ({signs})", rows[table])  # noqa: S608
            if sign == "%s":
                cursor.execute(f"GRANT SELECT ON bare_{table} TO {APP_ROLE}")
        raw.commit()


def made_inside(tools: Toolbox, company_id: UUID) -> None:
    """Make the rows in the real tables in one transaction, as the role of the house."""
    with closing(tools.engine.raw_connection()) as raw:
        cursor = raw.cursor()
        if tools.engine.dialect.name == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            names = (str(company_id), APP_ROLE)
            cursor.execute(
                "SELECT set_config('app.company_id', %s, true), set_config('role', %s, true)", names
            )
            cursor.execute("SET LOCAL statement_timeout = 0")  # one statement for 100,000 rows
        for table in TABLES:
            told = _told(table)
            cursor.execute(f"INSERT INTO {table} ({told}) SELECT {told} FROM bare_{table}")  # noqa: S608
        raw.commit()
    with tools.engine.begin():
        """A commit of the house: it brings SQLite's index of words up to date."""


@contextmanager
def house(url: str | None) -> Iterator[Toolbox]:
    """Give a new house over an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        config = factories.config_for(Path(folder), url)
        with factories.closing(factories.toolbox_for(config)) as tools:
            yield tools


def cpu_of(server: int | None) -> float:
    """Return the CPU seconds of this process and of the server with all it started."""
    return time.process_time() + (_server_time(server) if server else 0.0)


def _server_time(server: int) -> float:
    seconds = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == server:
            seconds += sum(map(int, fields[11:15])) / TICKS
        elif int(fields[1]) == server:
            seconds += sum(map(int, fields[11:13])) / TICKS
    return seconds


def once(urls: Iterator[str | None], server: int | None) -> tuple[float, float]:
    """Return the CPU seconds of one import, and of making inside what it made."""

    def cost(work: Callable[..., None], *arguments: object) -> float:
        before = cpu_of(server)
        work(*arguments)
        return cpu_of(server) - before

    with house(next(urls)) as tools:
        founded = factories.company(tools)
        ours = cost(imported, tools, factories.admin_of(founded))
        rows = stored(tools)
    with house(next(urls)) as tools:
        staged(tools, rows)
        plain = cost(made_inside, tools, founded.company_id)
    return ours, plain


def measured(database: str, times: int) -> bool:
    """Print the figures of one database; True when its bound is kept."""
    with ExitStack() as stack:
        server, urls = None, iter(lambda: None, 0)
        if database == "postgres":
            started = stack.enter_context(servers.postgres(on_disk=True))
            server = int((started.folder / "data" / "postmaster.pid").read_text().split()[0])
            urls = (started.database() for _ in count())
        pairs = [once(urls, server) for _ in range(times)]
    ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio, bound = ours / plain, BOUNDS[database]
    told = f"imported {ours:.2f} s CPU, made inside {plain:.2f} s CPU"
    print(f"{database}: {LISTS * ROWS} people {told}")
    print(f"ratio {ratio:.2f} (bound {bound}): {'kept' if ratio <= bound else 'MISSED'}")
    return ratio <= bound


def peak_of(count: int) -> float:
    """Return the MiB that Python held at most while so many lists were imported."""
    with house(None) as tools:
        founded = factories.company(tools)
        tracemalloc.start()
        imported(tools, factories.admin_of(founded), count)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak / 2**20


def is_flat() -> bool:
    """Print what five lists hold at most beside what one does; True when it is no more."""
    one, all_of_them = peak_of(1), peak_of(LISTS)
    ratio = all_of_them / one
    print(
        f"memory: {ROWS} people {one:.1f} MiB at most, {LISTS * ROWS} people {all_of_them:.1f} MiB"
    )
    print(f"ratio {ratio:.2f} (bound {FLAT}): {'kept' if ratio <= FLAT else 'MISSED'}")
    return ratio <= FLAT


def main(database: str = "both", times: str = str(TIMES)) -> int:
    """Print the figures; 1 when a bound is missed."""
    wanted = tuple(BOUNDS) if database == "both" else (database,)
    kept = [is_flat(), *(measured(name, int(times)) for name in wanted)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
