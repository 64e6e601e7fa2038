"""Opening a database: of this version, with Japanese trigrams, and with a role that is weak."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from mcollector import bootstrap
from mcollector.store import opening
from mcollector.store.database import refusals, schema
from mcollector.store.database.engine import APP_ROLE, open_database
from mcollector.store.database.refusals import DatabaseRefused
from tests import factories


def sql(url, statement, **values):
    """Run a statement and return the first thing it finds, if it finds any."""
    engine = open_database(url)
    try:
        with engine.begin() as connection:
            done = connection.execute(text(statement), values)
            return done.scalar() if done.returns_rows else None
    finally:
        engine.dispose()


def refusal(work, *arguments):
    with pytest.raises(DatabaseRefused) as refused:
        work(*arguments)
    return str(refused.value.sentence)


@pytest.fixture
def config(tmp_path, empty_database_url):
    config = factories.config_for(tmp_path / "home", empty_database_url)
    bootstrap.prepare(config)
    return config


@pytest.fixture
def url(config):
    return config.database_url


def test_a_prepared_database_opens(url):
    opening.checked(url).dispose()


def test_preparing_again_changes_nothing(url):
    opening.prepare(url)
    opening.checked(url).dispose()


def test_the_versions_are_known_in_the_order_in_which_they_follow_each_other():
    scripts = ScriptDirectory(str(schema._HERE)).walk_revisions()

    assert schema._known() == tuple(script.revision for script in scripts)


def test_an_empty_database_is_told_from_a_prepared_one(empty_database_url):
    assert refusal(opening.checked, empty_database_url) == str(refusals.not_prepared().sentence)


@pytest.mark.parametrize("version", ["9999", "x"])
def test_a_version_nobody_knows_is_refused_and_left_alone(config, url, version):
    sql(url, "UPDATE alembic_version SET version_num = :version", version=version)
    newer = str(refusals.newer().sentence)

    assert refusal(opening.checked, url) == newer
    assert refusal(opening.prepare, url) == newer
    assert refusal(bootstrap.prepare, config) == newer
    assert refusal(bootstrap.build, config, "admin") == newer
    assert sql(url, "SELECT version_num FROM alembic_version") == version


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://db:x/y", "postgresql+psycopg://u:p@[::1/y", "sqlite:////"],
)
def test_a_url_that_is_none(url):
    sentence = refusal(opening.checked, url)

    assert sentence in (
        str(refusals.malformed().sentence),
        str(refusals.unreachable().sentence),
    )


@pytest.mark.sqlite
def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "m-collector.db").write_bytes(b"nothing of the kind" * 100)

    sentence = refusal(opening.checked, f"sqlite:///{tmp_path}/m-collector.db")

    assert sentence == str(refusals.unreachable().sentence)


@pytest.mark.postgres
class TestPostgres:
    """What a PostgreSQL must be before the house opens."""

    def database(self, postgres, more=""):
        name = f"odd{postgres.count}"
        postgres.count += 1
        postgres.sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {more}")
        return f"postgresql+psycopg://postgres@/{name}?host={postgres.folder}"

    def test_one_that_is_deaf_to_japanese_is_refused(self, postgres):
        url = self.database(postgres, "LC_COLLATE 'C' LC_CTYPE 'C'")

        assert refusal(opening.prepare, url) == str(refusals.deaf_to_japanese().sentence)

    def test_the_same_with_a_locale_opens(self, postgres):
        url = self.database(postgres, "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")

        opening.prepare(url)
        opening.checked(url).dispose()

    def test_without_the_extension_it_is_refused(self, url):
        sql(url, "DROP EXTENSION pg_trgm CASCADE")

        assert refusal(opening.checked, url) == str(refusals.no_trigrams().sentence)

    def test_an_owner_who_may_not_install_it_is_told_who_can(self, postgres):
        url = self.database(postgres)
        name = f"weak{postgres.count}"
        postgres.sql(f"CREATE ROLE {name} LOGIN")

        sentence = refusal(opening.prepare, url.replace("postgres@", f"{name}@"))

        assert sentence == str(refusals.no_trigrams().sentence)

    @pytest.mark.parametrize("power", ["SUPERUSER", "BYPASSRLS"])
    def test_a_role_that_crosses_companies_is_refused(self, url, power):
        try:
            sql(url, f"ALTER ROLE {APP_ROLE} {power}")
            sentence = refusal(opening.checked, url)
        finally:
            sql(url, f"ALTER ROLE {APP_ROLE} NO{power}")

        assert sentence == str(refusals.role_too_strong(APP_ROLE).sentence)

    def test_every_table_is_forced_under_its_policies(self, url):
        query = (
            "SELECT count(*) FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
            "WHERE relforcerowsecurity AND relname = 'people'"
        )
        assert sql(url, query) == 4
