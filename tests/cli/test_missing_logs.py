"""A log that has vanished, in part or with all that speaks of it, is missed by name."""

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from mcollector.jobs import timetable
from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.services.audit import checkpoints
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint
from mcollector.store.companies import Company
from mcollector.store.database.engine import APP_ROLE
from mcollector.work import verify
from tests import factories
from tests.work.edits import thief_of

LOG = (AuditLine, AuditLog, Checkpoint)


@pytest.fixture
def founded(tools, founded_house):
    """A company whose log was signed beside that of the installation."""
    timetable.sign_checkpoints(tools)
    return founded_house


def erase(tools, company_id, *tables):
    """Delete the company's rows of these tables, as the owner of the database."""
    with thief_of(tools.engine, company_id) as thief:
        if tools.engine.dialect.name == "sqlite":
            thief.connection.execute(text("PRAGMA defer_foreign_keys = 1"))
        else:
            thief.connection.execute(text("ALTER TABLE companies NO FORCE ROW LEVEL SECURITY"))
        for table in tables:
            done = thief.connection.execute(delete(table).where(table.company_id == company_id))
            assert done.rowcount > 0


def found(run):
    """Return the exit code of `audit verify` and what it says of each log."""
    done = run("audit", "verify")
    return done.exit_code, dict(line.split(" ", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param((AuditLog,), id="its head alone"),
        pytest.param(LOG, id="all of it"),
        pytest.param((*LOG, Company), id="the company too"),
        pytest.param((AuditLog, AuditLine, Company), id="all but the checkpoints"),
    ],
)
@pytest.mark.parametrize("whose", ["a company's", "the installation's"])
def test_it_is_missed_by_name(run, tools, founded, tables, whose):
    company_id = founded.company_id if whose == "a company's" else SYSTEM_COMPANY
    erase(tools, company_id, *(t for t in tables if (t, whose) != (Company, "the installation's")))

    code, said = found(run)

    assert (code, said[str(company_id)]) == (1, f"line 1: {verify.MISSING}")
    assert len(said) == 2


def test_one_that_was_never_signed_is_missed_beside_its_company(run, tools, founded):
    other = factories.company(tools)
    erase(tools, other.company_id, AuditLine, AuditLog)

    assert found(run)[1][str(other.company_id)] == f"line 1: {verify.MISSING}"


def test_with_the_notes_outside_gone_too_a_head_is_missed_beside_its_checkpoints(
    run, tools, founded
):
    for path in (tools.config.home / "checkpoints").iterdir():
        path.unlink()
    erase(tools, founded.company_id, AuditLog, AuditLine)

    assert found(run)[1][str(founded.company_id)] == f"line 1: {verify.MISSING}"


def test_the_timetable_does_not_begin_it_anew_and_tells_in_the_installations_log(
    run, tools, founded
):
    erase(tools, founded.company_id, *LOG)

    timetable.sign_checkpoints(tools)
    timetable.sign_checkpoints(tools)

    assert found(run)[1][str(founded.company_id)] == f"line 1: {verify.MISSING}"
    with tools.read(Actor.system("test")) as uow:
        told = [body for body in verify.lines(uow) if b'"audit:verify"' in body]
    assert [founded.company_id.hex.encode() in body for body in told] == [True]


@pytest.mark.both
def test_the_role_of_the_house_cannot_delete_a_head(tools, founded):
    with tools.engine.connect() as connection:
        if tools.engine.dialect.name == "postgresql":
            connection.execute(text(f"SET ROLE {APP_ROLE}"))
            company = str(founded.company_id)
            connection.execute(
                text("SELECT set_config('app.company_id', :c, false)"), {"c": company}
            )
        with pytest.raises(DBAPIError):
            connection.execute(delete(AuditLog))
        connection.rollback()

    with tools.read(Actor.system("test")) as uow:
        assert checkpoints.logs(uow) == (SYSTEM_COMPANY, founded.company_id)
