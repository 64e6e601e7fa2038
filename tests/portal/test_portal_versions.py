"""An older house is brought to this version: what was submitted keeps its papers."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from mcollector.rules.actor import Actor
from mcollector.services.submissions import submit
from mcollector.store.database import postgres, schema
from mcollector.store.database.engine import open_database
from tests import factories

COMPANY, PERSON = uuid4(), uuid4()
MOMENT = "2026-11-20 01:00:00.000000"
ROWS = {
    "companies": {
        "name": "株式会社サンプル建設",
        "department": "総務部",
        "phone": "03-0000-0000",
        "hours": "平日",
        "reply_to": "soumu@example.com",
        "late_days": 3,
        "review_days": 3,
        "card_back_only": False,
        "created_at": MOMENT,
        "version": 1,
    },
    "people": {
        "mail": "taro@example.com",
        "mail_key": "taro@example.com",
        "family": "山田",
        "given": "太郎",
        "middle": "",
        "reading": "",
        "folded": "山田太郎",
        "state": "submitted",
        "registered_at": MOMENT,
        "reminders": 0,
        "bounced": False,
        "version": 1,
    },
}


def _submission(route, photo_id):
    return {
        "person_id": PERSON,
        "key": uuid4(),
        "receipt": f"MC-2026-{route}-{photo_id}",
        "route": route,
        "photo_id": photo_id,
        "notice_id": uuid4(),
        "made_at": MOMENT,
        "version": 1,
    }


def _insert(connection, table, row_id, values):
    whole = {"id": row_id, "company_id": COMPANY, **values}
    plain = connection.dialect.name == "sqlite"
    whole = {n: v.hex if plain and hasattr(v, "hex") else v for n, v in whole.items()}
    names = ", ".join(whole)
    places = ", ".join(f":{name}" for name in whole)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), whole)  # noqa: S608


@pytest.fixture
def older(empty_database_url):
    """A database of the first version with a company, a person and two submissions."""
    schema._migrate(empty_database_url, "0001")
    engine = open_database(empty_database_url)
    postgres.prepare(engine)
    with engine.begin() as connection:
        _insert(connection, "companies", COMPANY, ROWS["companies"])
        _insert(connection, "people", PERSON, ROWS["people"])
        for papers in (("card", ""), ("notice", "licence")):
            _insert(connection, "submissions", uuid4(), _submission(*papers))
    engine.dispose()
    return empty_database_url


@pytest.mark.both
def test_submissions_of_the_first_version_keep_their_papers(older, tmp_path):
    schema.upgrade(older)

    engine = open_database(older)
    with engine.begin() as connection:
        found = connection.execute(text("SELECT papers FROM submissions ORDER BY papers"))
        assert found.scalars().all() == ["card", "notice licence"]
    engine.dispose()
    tools = factories.toolbox_for(factories.config_for(tmp_path / "home", older))
    with factories.closing(tools), tools.read(Actor.person(COMPANY, PERSON)) as uow:
        assert submit.newest(uow, PERSON).paper_codes in (["card"], ["notice", "licence"])


@pytest.mark.postgres
def test_the_rows_are_as_guarded_as_before(older):
    schema.upgrade(older)

    engine = open_database(older)
    with engine.begin() as connection:
        forced = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'submissions'"
        assert connection.execute(text(forced)).scalar_one() is True
    engine.dispose()
