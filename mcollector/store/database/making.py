"""Making tables: a helper for migrations that also writes each table's row-level security."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import op
from sqlalchemy import inspect

from mcollector.rules.actor import SYSTEM_COMPANY
from mcollector.store.database.engine import APP_ROLE

_MINE = "company_id = NULLIF(current_setting('app.company_id', true), '')::uuid"
_SYSTEM = f"current_setting('app.company_id', true) = '{SYSTEM_COMPANY}'"


def make_role() -> None:
    """PostgreSQL: make the role every unit runs as; it owns nothing and bypasses nothing."""
    if not _is_postgres():
        return
    op.execute(
        f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
            CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
        END IF; END $$"""
    )
    op.execute(f"GRANT {APP_ROLE} TO CURRENT_USER")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")


def make_table(name: str, *columns: Any, system_reads: bool = False) -> None:  # noqa: ANN401
    """Make a table; one with a company gets forced row-level security (PostgreSQL)."""
    op.create_table(name, *columns)
    if not _is_postgres():
        return
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {APP_ROLE}")
    if name == "logins":
        return  # the only table read before a company is known: `guard_logins`
    _force_policies(name, f"{_MINE} OR {_SYSTEM}" if system_reads else _MINE)


def guard_logins() -> None:
    """PostgreSQL: let everybody read logins, and nobody write one of another company."""
    if _is_postgres():
        _force_policies("logins", "true")


def _force_policies(name: str, seen: str) -> None:
    """Force row-level security: rows of the unit's company are written, `seen` ones are read."""
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY seen ON {name} FOR SELECT USING ({seen})")
    op.execute(f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({_MINE})")
    op.execute(f"CREATE POLICY changed ON {name} FOR UPDATE USING ({_MINE}) WITH CHECK ({_MINE})")
    op.execute(f"CREATE POLICY removed ON {name} FOR DELETE USING ({_MINE})")


@contextmanager
def everybodys_rows(name: str) -> Iterator[None]:
    """Let a migration, as the table's owner, change the rows of all companies (PostgreSQL)."""
    if not _is_postgres():
        yield
        return
    op.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    yield
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def protect_log(*names: str) -> None:
    """Make the tables append-only: by grants and trigger on PostgreSQL, by trigger on SQLite."""
    for name in names:
        _refuse(name, "UPDATE", "DELETE")


def protect_heads(name: str) -> None:
    """Let rows of the table be changed, but never deleted, in the same two ways."""
    _refuse(name, "DELETE")


def _refuse(name: str, *verbs: str) -> None:
    if _is_postgres():
        _refuse_on_postgres(name, verbs)
    else:
        _refuse_on_sqlite(name, verbs)


def _refuse_on_postgres(name: str, verbs: Sequence[str]) -> None:
    op.execute(f"REVOKE {', '.join(verbs)}, TRUNCATE ON {name} FROM {APP_ROLE}")
    op.execute(
        """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'lines of the audit log are never changed'; END $$"""
    )
    op.execute(
        f"CREATE TRIGGER {name}_stay BEFORE {' OR '.join(verbs)} OR TRUNCATE ON {name} "
        "EXECUTE FUNCTION refuse_change()"
    )


def _refuse_on_sqlite(name: str, verbs: Sequence[str]) -> None:
    for verb in verbs:
        op.execute(
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            "BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never changed'); END"
        )


def _is_postgres() -> bool:
    return inspect(op.get_bind()).dialect.name == "postgresql"
