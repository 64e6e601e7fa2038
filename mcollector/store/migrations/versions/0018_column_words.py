"""How a list's columns are to be read is kept as words in JSON, not as one letter a column."""

import json

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import everybodys_rows

revision = "0018_column_words"
down_revision = "0017_images"
branch_labels = None
depends_on = None

_WORDS = {
    "m": "mail",
    "n": "name",
    "f": "family",
    "g": "given",
    "d": "middle",
    "-": "ignore",
}


def upgrade() -> None:
    with op.batch_alter_table("rosters") as rosters:
        rosters.alter_column(
            "columns", type_=sa.Text(), existing_type=sa.String(200), existing_nullable=False
        )
    with everybodys_rows("rosters"):
        _spell_out(op.get_bind())


def _spell_out(connection: sa.Connection) -> None:
    rosters = sa.table("rosters", sa.column("columns", sa.Text()))
    kept = rosters.c["columns"]
    for letters in connection.scalars(sa.select(kept).distinct()).all():
        words = json.dumps([_WORDS[letter] for letter in letters])
        connection.execute(sa.update(rosters).where(kept == letters).values({kept: words}))
