"""A login is read before a company is known, and written by its own company alone."""

from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from mcollector.rules.actions import Action
from mcollector.services import accounts
from mcollector.store.accounts import Login
from mcollector.store.database.engine import APP_ROLE
from mcollector.work.guard import GuardBroken
from tests import factories
from tests.rows import every_row

GIVE = "UPDATE logins SET company_id = :other WHERE company_id = :own"
ADD = """INSERT INTO logins (id, user_id, mail_digest, company_id, account_id)
    VALUES (:id, 'AAAAAAAA', decode('00', 'hex'), :other, :id)"""


@pytest.fixture
def two(two_house):
    return two_house


def login_of(uow, founded):
    return uow.first(select(Login).where(Login.account_id == founded.account_id))


def test_the_login_of_another_company_is_found_by_everybody(tools, two):
    with tools.read(factories.admin_of(two[0])) as uow:
        assert login_of(uow, two[1]).company_id == two[1].company_id


@pytest.mark.parametrize("name", ["account_id", "company_id"])
def test_a_unit_points_no_login_of_another_company_elsewhere(tools, two, name):
    before = every_row(tools)
    with (
        pytest.raises(GuardBroken, match="another company"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        setattr(login_of(uow, two[1]), name, getattr(two[0], name))

    assert every_row(tools) == before


def test_a_unit_removes_and_adds_no_login_of_another_company(tools, two):
    before = every_row(tools)
    new = accounts.login_of("7H3KQ9ZT", "new@example.com", two[1].company_id, uuid4())

    with (
        pytest.raises(GuardBroken, match="another company"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        uow.delete(login_of(uow, two[1]))
    with (
        pytest.raises(GuardBroken, match="another company"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        uow.add(Login(**new))
    with (
        pytest.raises(GuardBroken, match="another company"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        same = {"company_id": new.pop("company_id")}
        uow.add_many(Login, [new], Action.PERSON_ADDED, **same)

    assert every_row(tools) == before


@pytest.mark.postgres
class TestPostgres:
    """The same without our code: whoever holds the app's connection and names a company."""

    @pytest.fixture
    def app(self, tools, two):
        """A connection as the app has it, in the first company."""
        with tools.engine.connect() as connection, connection.begin() as under_way:
            enter = (
                "SELECT set_config('role', :role, true), set_config('app.company_id', :own, true)"
            )
            values = {"role": APP_ROLE, "own": str(two[0].company_id)}
            connection.execute(text(enter), values)
            yield connection
            under_way.rollback()

    def run(self, app, statement, two):
        ids = {"own": two[0].company_id, "other": two[1].company_id, "id": uuid4()}
        return app.execute(text(statement), ids)

    def test_everybodys_logins_are_read(self, app, two):
        found = self.run(app, "SELECT count(DISTINCT company_id) FROM logins", two)

        assert found.scalar_one() == 2

    @pytest.mark.parametrize("verb", ["UPDATE logins SET account_id = :id", "DELETE FROM logins"])
    def test_only_ones_own_are_changed(self, app, two, verb):
        own = self.run(app, f"{verb} WHERE company_id = :own", two).rowcount
        others = self.run(app, f"{verb} WHERE company_id = :other", two).rowcount

        assert (own > 0, others) == (True, 0)

    @pytest.mark.parametrize("statement", [GIVE, ADD])
    def test_none_is_given_to_another_company(self, app, two, statement):
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.run(app, statement, two)
