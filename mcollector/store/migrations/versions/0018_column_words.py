"""A list's columns and what the office allowed are kept as words in JSON, not as letters."""

import json
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import everybodys_rows

revision = "0018_column_words"
down_revision = "0017_images"
branch_labels = None
depends_on = None

_COLUMNS = {
    "m": "mail",
    "n": "name",
    "f": "family",
    "g": "given",
    "d": "middle",
    "-": "ignore",
}
_ALLOWANCES = {"s": "shared", "p": "paper"}


def upgrade() -> None:
    with op.batch_alter_table("rosters") as rosters:
        rosters.alter_column(
            "columns", type_=sa.Text(), existing_type=sa.String(200), existing_nullable=False
        )
        rosters.alter_column(
            "allow",
            type_=sa.Text(),
            server_default="[]",
            existing_type=sa.String(8),
            existing_nullable=False,
            existing_server_default="",
        )
    with everybodys_rows("rosters"):
        _spell_out("columns", _COLUMNS, op.get_bind())
        _spell_out("allow", _ALLOWANCES, op.get_bind())


def _spell_out(name: str, meanings: Mapping[str, str], connection: sa.Connection) -> None:
    rosters = sa.table("rosters", sa.column(name, sa.Text()))
    kept = rosters.c[name]
    for letters in connection.scalars(sa.select(kept).distinct()).all():
        words = json.dumps([meanings[letter] for letter in letters])
        connection.execute(sa.update(rosters).where(kept == letters).values({kept: words}))
