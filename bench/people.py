"""ユーザー一覧 over a million people beside a page written by hand, and over a thousand.

`python -m bench.people` measures both databases, a first word one of them; a second word is how
many people, a third how many rounds. A page is a whole request: session, right, counts, rows, HTML.
The page written by hand is one route of Flask, two statements of the bare driver and one template
for the same rows; it knows no session, no menu, no right and no language. CPU time, on PostgreSQL
with its server's; the middle one of the rounds, which take turns; exit 1 when a bound is missed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

import app as entry  # noqa: TID251 - a whole request is measured
from bench.figures import Report
from bench.roster import cpu_of
from mcollector.services.company.founding import Founded
from mcollector.work.toolbox import Toolbox
from tests import crowd, factories, servers
from tests.office import desk

COUNT, FEW, ROUNDS, PAGES = 1_000_000, 1_000, 5, 20
BESIDE_HAND, GROWTH, SEARCH = 6.0, 1.3, 3.0
SEARCHES = {
    "a rare name of two signs": crowd.RARE,
    "a frequent one": "佐藤",
    "one sign": "佐",
    "a given name": "翔太",
    "a full name": "佐藤翔太",
    "a part of an address": "p7777",
    "what everybody has": "example.com",
    "nobody": "該当なし",
}
_ROWS = (
    "SELECT id, family, given, mail, state, registered_at, uploaded_at, verified_on, due_on "
    "FROM people WHERE company_id = {sign} ORDER BY red_on, registered_at, id LIMIT 20"
)
_COUNTS = "SELECT state, sum(n) FROM people_counts WHERE company_id = {sign} GROUP BY state"

_HAND = Path(__file__).with_name("people_by_hand.html")

Page = Callable[[], None]


@contextmanager
def house(url: str | None, count: int) -> Iterator[tuple[Toolbox, Founded]]:
    """Give a house with one company of so many people."""
    with tempfile.TemporaryDirectory() as folder:
        config = factories.config_for(Path(folder), url)
        clock = factories.Clock(desk.NOON)
        with factories.closing(factories.toolbox_for(config, "admin", clock)) as tools:
            founded = factories.company(tools)
            crowd.fill(tools, founded.company_id, count)
            yield tools, founded


def visits(tools: Toolbox, founded: Founded) -> Callable[[str], Page]:
    """Return what makes a visit to the list, signed in, with some words looked for."""
    office = entry.create_app(tools, frozenset({"admin"}))
    cookie = f"mc-office={desk.cookie_of(tools, founded, founded.account_id)}"
    return lambda words: _visit(office, "/admin/people/", cookie, words)


def _visit(app: Flask, path: str, cookie: str = "", words: str = "") -> Page:
    asked = {"search": words} if words else {}

    def page() -> None:
        made = EnvironBuilder(path, headers={"Cookie": cookie}, query_string=asked)
        body, status, _headers = run_wsgi_app(app, made.get_environ())
        assert status == "200 OK", status
        assert b"".join(body).count(b"<tr") > (0 if words else 20) - bool(words)

    return page


def by_hand(tools: Toolbox, founded: Founded, raw: Any) -> Page:
    """Return a visit to the page that somebody wrote by hand for these rows, on its connection."""
    is_sqlite = tools.engine.dialect.name == "sqlite"
    sign = "?" if is_sqlite else "%s"
    company = founded.company_id.hex if is_sqlite else founded.company_id
    app = Flask("by_hand")
    drawn = app.jinja_env.from_string(_HAND.read_text())

    @app.route("/")
    def page() -> str:
        cursor = raw.cursor()
        counts = cursor.execute(_COUNTS.format(sign=sign), (company,)).fetchall()
        rows = cursor.execute(_ROWS.format(sign=sign), (company,)).fetchall()
        raw.rollback()
        return drawn.render(counts=counts, rows=rows)

    return _visit(app, "/")


def cost(page: Page, server: int | None) -> float:
    """Return the CPU milliseconds of one visit, over some in a row."""
    before = cpu_of(server)
    for _ in range(PAGES):
        page()
    return (cpu_of(server) - before) * 1000 / PAGES


def middle(pages: dict[str, Page], server: int | None, rounds: int) -> dict[str, float]:
    """Return the middle cost of each; they take turns."""
    for page in pages.values():
        page()
    costs = [{name: cost(page, server) for name, page in pages.items()} for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in costs) for name in pages}


def measured(database: str, count: int, rounds: int, report: Report) -> None:
    """Print the figures of one database."""
    with ExitStack() as stack:
        server, urls = None, [None, None]
        if database == "postgres":
            started = stack.enter_context(servers.postgres(on_disk=True))
            server = int((started.folder / "data" / "postmaster.pid").read_text().split()[0])
            urls = [started.database(), started.database()]
        began = time.monotonic()
        crowded = stack.enter_context(house(urls[0], count))
        few = stack.enter_context(house(urls[1], FEW))
        print(f"{database}: {count} people made in {time.monotonic() - began:.0f} s")
        raw = stack.enter_context(closing(crowded[0].engine.raw_connection()))
        visit = visits(*crowded)
        pages = {"first": visit(""), "hand": by_hand(*crowded, raw), "few": visits(*few)("")}
        pages |= {name: visit(words) for name, words in SEARCHES.items()}
        ms = middle(pages, server, rounds)
    _tell(ms, report)


def _tell(ms: dict[str, float], report: Report) -> None:
    print(f"   first page {ms['first']:.2f} ms CPU, by hand {ms['hand']:.2f} ms")
    report.figure("first page beside the one by hand: ratio", ms["first"] / ms["hand"], BESIDE_HAND)
    report.figure(f"beside {FEW} people: ratio", ms["first"] / ms["few"], GROWTH)
    for name in SEARCHES:
        report.figure(f"search, {name}: ratio", ms[name] / ms["first"], SEARCH)


def main(database: str = "both", count: str = str(COUNT), rounds: str = str(ROUNDS)) -> int:
    """Print the figures; 1 when a bound is missed."""
    report = Report()
    for name in ("sqlite", "postgres") if database == "both" else (database,):
        measured(name, int(count), int(rounds), report)
    print("MISSED" if report.missed else "kept")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
