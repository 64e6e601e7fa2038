"""The import of 20,000 people beside the same rows put into the same tables by plain SQL.

`python -m bench.roster` measures on SQLite, `python -m bench.roster postgres` on PostgreSQL, its
server's work included. CPU time, the middle one of five (or of as many as a second word says);
exit 1 when the ratio misses its bound.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from mcollector.services import rosters
from mcollector.work.toolbox import Toolbox
from tests import factories, servers

ROWS = 20_000
TIMES = 5
BOUNDS = {"sqlite": 3.0, "postgres": 1.6}
TABLES = ("people", "accounts", "logins", "letters")
TICKS = 100.0
LIST = "".join(f"p{n}@example.com,髙﨑,太郎{n}\n" for n in range(ROWS)).encode("cp932")

Rows = dict[str, tuple[str, list[tuple[object, ...]]]]


def imported(tools: Toolbox, founded: object) -> None:
    """Upload the list and run it, as two presses of a clerk do."""
    actor = factories.admin_of(founded)
    with tools.work(actor) as uow:
        roster_id = rosters.upload(uow, LIST)
    with tools.work(actor) as uow:
        rosters.run(uow, roster_id)


def stored(tools: Toolbox) -> Rows:
    """Return each table's INSERT and its rows, as the driver gives them."""
    raw = tools.engine.raw_connection()
    sign = "?" if tools.engine.dialect.name == "sqlite" else "%s"
    found = {}
    for table in TABLES:
        cursor = raw.cursor()
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
        names = [f'"{column[0]}"' for column in cursor.description]
        insert = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([sign] * len(names))})"  # noqa: S608
        )
        found[table] = insert, cursor.fetchall()
    raw.close()
    return found


def inserted(tools: Toolbox, rows: Rows) -> None:
    """Put the rows into the empty tables, one transaction, one `executemany` a table."""
    raw = tools.engine.raw_connection()
    if tools.engine.dialect.name == "sqlite":
        raw.cursor().execute("BEGIN IMMEDIATE")  # or every row would be a transaction of its own
    for table in TABLES:
        raw.cursor().executemany(*rows[table])
    raw.commit()
    raw.close()


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
    """Return the CPU seconds of one import and of plain SQL with what it made."""

    def cost(work: Callable[..., None], *arguments: object) -> float:
        before = cpu_of(server)
        work(*arguments)
        return cpu_of(server) - before

    with house(next(urls)) as tools:
        founded = factories.company(tools)
        ours = cost(imported, tools, founded)
        rows = stored(tools)
    with house(next(urls)) as tools:
        plain = cost(inserted, tools, rows)
    return ours, plain


def main(database: str = "sqlite", times: str = str(TIMES)) -> int:
    """Print the figures; 1 when the bound is missed."""
    with ExitStack() as stack:
        server, urls = None, iter(lambda: None, 0)
        if database == "postgres":
            started = stack.enter_context(servers.postgres())
            server = int((started.folder / "data" / "postmaster.pid").read_text().split()[0])
            urls = (started.database() for _ in count())
        pairs = [once(urls, server) for _ in range(int(times))]
    ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio, bound = ours / plain, BOUNDS[database]
    print(f"{database}: {ROWS} people imported {ours:.2f} s CPU, plain SQL {plain:.2f} s CPU")
    print(f"ratio {ratio:.2f} (bound {bound}): {'kept' if ratio <= bound else 'MISSED'}")
    return 0 if ratio <= bound else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
