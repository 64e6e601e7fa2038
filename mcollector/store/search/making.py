"""Making the tables the list counts and searches in, and the triggers that keep them true.

Triggers, because nobody can forget them. A migration that makes `people` anew on SQLite loses them
and calls `make_triggers` again.
"""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import everybodys_rows, make_table
from mcollector.store.search import postgres, sqlite


def make_search() -> None:
    """Make both tables, fill them from the people there are, and keep them true from now on."""
    make_table(
        "people_counts",
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("red_on", sa.Date(), nullable=False),
        sa.Column("bounced", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_counts")),
    )
    key = ["company_id", "state", "red_on", "bounced"]
    op.create_index("ix_people_counts_key", "people_counts", key, unique=_is_sqlite())
    if not _is_sqlite():
        _make_texts()
    with everybodys_rows("people"):
        _run(sqlite.TABLES if _is_sqlite() else postgres.TABLES)
    make_triggers()


def make_triggers() -> None:
    """Make the triggers on `people`."""
    _run(sqlite.TRIGGERS if _is_sqlite() else postgres.TRIGGERS)


def _make_texts() -> None:
    make_table(
        "people_texts",
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_texts")),
    )


def _run(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.execute(sa.text(statement.replace(":", "\\:")))


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
