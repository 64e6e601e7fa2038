"""Tests that walk the house: nothing in it may be forgotten."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

import app as entry
from mcollector.jobs import JOBS
from mcollector.rules.tasks import QUEUES, Task
from mcollector.store.base import CompanyRow
from mcollector.store.tables import mappers
from mcollector.web import policies
from mcollector.web.policies import UnlistedEndpoint
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
ESCAPING_OFF = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(|render_template_string")


@pytest.fixture
def tools(tmp_path, database_url):
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        yield tools


def test_every_route_has_a_policy(tools):
    app = entry.create_app(tools)

    assert set(policies.table(app)) == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_a_route_without_a_policy_stops_the_start(tools):
    app = entry.create_app(tools)
    app._got_first_request = False
    app.add_url_rule("/planted", "planted", lambda: "")

    with pytest.raises(UnlistedEndpoint, match="planted"):
        policies.close(app)


def test_every_task_has_a_job_and_a_queue_somebody_listens_to():
    assert set(JOBS) == set(Task)
    assert {task.queue for task in Task} == set(QUEUES)


@pytest.mark.parametrize("mapper", mappers(), ids=lambda mapper: mapper.class_.__tablename__)
def test_every_table_names_its_subject_and_its_company(mapper):
    table = mapper.class_
    subject = vars(table)["audit_subject"]

    known = {"company"} | {column.name for column in mapper.columns}
    assert subject in known or subject.startswith("nobody: ")
    assert issubclass(table, CompanyRow) == (table.__tablename__ != "logins")


def test_every_foreign_key_stays_inside_the_company():
    keys = [key for mapper in mappers() for key in mapper.local_table.foreign_key_constraints]

    assert keys
    assert all("company_id" in key.column_keys for key in keys)


@pytest.mark.postgres
def test_every_table_is_forced_under_row_level_security(tools):
    query = (
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    with tools.engine.connect() as connection:
        forced = set(connection.execute(text(f"{query} AND relforcerowsecurity")).scalars())

    assert forced == {mapper.class_.__tablename__ for mapper in mappers()}


@pytest.mark.postgres
def test_the_app_role_sees_nothing_without_a_company_and_never_changes_the_log(tools):
    founded = factories.company(tools)
    factories.people_in(tools, founded, 2)
    with tools.engine.connect() as connection:
        connection.execute(text("SET LOCAL ROLE mcollector_app"))
        assert connection.execute(text("SELECT count(*) FROM people")).scalar_one() == 0
        connection.execute(text(f"SET LOCAL app.company_id = '{founded.company_id}'"))
        assert connection.execute(text("SELECT count(*) FROM people")).scalar_one() == 2
        with pytest.raises(Exception, match="permission denied"):
            connection.execute(text("DELETE FROM audit_lines"))


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", ["UPDATE audit_lines SET actor = ''", "DELETE FROM audit_lines"])
def test_lines_of_the_log_cannot_be_changed(tools, verb):
    with tools.engine.connect() as connection, pytest.raises(Exception, match="never changed"):
        connection.execute(text(verb))


@pytest.mark.sqlite
def test_sqlite_runs_with_every_pragma(tools):
    from mcollector.store.database.engine import PRAGMAS

    with tools.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS
        }

    assert found == PRAGMAS


def switches_escaping_off(folder):
    return [
        path.name
        for path in folder.rglob("*")
        if path.suffix in (".html", ".py") and ESCAPING_OFF.search(path.read_text())
    ]


def test_no_template_switches_escaping_off():
    for folder in ("templates", "mcollector", "admin_views"):
        assert switches_escaping_off(ROOT / folder) == []


@pytest.mark.parametrize("planted", ["{{ name|safe }}", "{% autoescape false %}", "Markup(name)"])
def test_a_planted_switch_is_caught(tmp_path, planted):
    (tmp_path / "page.html").write_text(planted)

    assert switches_escaping_off(tmp_path) == ["page.html"]
