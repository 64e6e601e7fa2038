"""How the databases find people: by an index in every tab, order and search, at 100,000 of them."""

import re
from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy import event, text

from mcollector.services.people import list as people_list
from mcollector.services.people.query import SORTS, TABS, PeopleQuery
from tests import crowd, factories
from tests.factories import Clock
from tests.gate.choice import DATABASE

CROWD = 100_000
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
SEARCHES = ("", crowd.RARE, "佐藤", "佐", "翔太", "佐藤翔太", "p77777@", "example.com", "該当なし")
SCAN = {
    "sqlite": re.compile(r"SCAN people(_texts|_counts)?\b(?! USING COVERING INDEX)"),
    "postgres": re.compile(r"Seq Scan on people(_texts)?\b"),
}[DATABASE]
BY_ID = {"sqlite": "AND id=?", "postgres": "people_found"}[DATABASE]
SORT = {"sqlite": "FOR ORDER BY", "postgres": "Sort Key"}[DATABASE]


@pytest.fixture(scope="module")
def url(new_database):
    return new_database()


@pytest.fixture(scope="module")
def tools(tmp_path_factory, url):
    config = factories.config_for(tmp_path_factory.mktemp("home"), url)
    with factories.closing(factories.toolbox_for(config, "cli", Clock(NOON))) as tools:
        yield tools


@pytest.fixture(scope="module")
def founded(tools):
    founded = factories.company(tools)
    crowd.fill(tools, founded.company_id, CROWD)
    return founded


def asked(tools, founded, query):
    """Return the page and the statements about people that it took, each with its plan."""
    seen = []

    def note(_connection, _cursor, statement, parameters, *_more):
        if "people" in statement:
            seen.append((statement, parameters))

    event.listen(tools.engine, "before_cursor_execute", note)
    with tools.read(factories.admin_of(founded)) as uow:
        page = people_list.get_page(uow, query)
        event.remove(tools.engine, "before_cursor_execute", note)
        plans = [plan(uow._session.raw_connection(), *one) for one in seen]
    return page, plans


def plan(connection, statement, parameters):
    word = "EXPLAIN QUERY PLAN" if DATABASE == "sqlite" else "EXPLAIN"
    found = connection.exec_driver_sql(f"{word} {statement}", parameters)
    return "\n".join(str(row[-1]) for row in found)


@pytest.mark.parametrize(("tab", "sort"), [*product(TABS, SORTS)])
def test_every_tab_in_every_order_with_every_search(tools, founded, tab, sort):
    for words, desc in product(SEARCHES, (False, True)):
        _page, plans = asked(tools, founded, PeopleQuery(tab, words, sort, desc))

        assert len(plans) <= 3
        for one in plans:
            assert not SCAN.search(one), (words, desc, one)
        if words and len(plans) > 1:
            assert BY_ID in plans[-1], (words, desc, plans[-1])
        if not words and (tab != "late" or sort == "due"):
            assert SORT not in plans[-1], (desc, plans[-1])


@pytest.mark.parametrize(("tab", "sort"), [*product(TABS, SORTS)])
def test_the_next_page_begins_beside_the_last_one(tools, founded, tab, sort):
    first, _plans = asked(tools, founded, PeopleQuery(tab, sort=sort))
    query = PeopleQuery(tab, sort=sort, after=first.rows[-1].id)

    _page, plans = asked(tools, founded, query)

    assert len(plans) == 3
    assert not any(map(SCAN.search, plans)), plans
    if tab != "late" or sort == "due":
        assert SORT not in plans[-1], plans[-1]
        assert seeks(plans[-1]), plans[-1]


def seeks(plan):
    """Tell whether the row to begin beside is found in the index, not walked to."""
    return re.search(r",?id\)>\(|Index Cond:.*ROW\(", plan) is not None


@pytest.mark.postgres
def test_the_search_itself_stands_on_the_trigrams(tools, founded):
    with tools.engine.begin() as connection:
        body = connection.execute(
            text("SELECT prosrc FROM pg_proc WHERE proname = 'people_by_trigrams'")
        )
        statement = body.scalar_one().replace("one", "'%佐藤翔太%'").replace("other", "'%x%'")
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        found = connection.exec_driver_sql(
            f"EXPLAIN {statement.replace('most', '1000')}".replace("%", "%%")
        )
        told = "\n".join(row[0] for row in found)

    assert "Bitmap Index Scan on ix_people_texts_words" in told
