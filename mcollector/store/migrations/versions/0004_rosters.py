"""Rosters: what the office allowed, and which list brought a person (so that it can be undone)."""

import sqlalchemy as sa
from alembic import op

revision = "0004_rosters"
down_revision = "0003_refusals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rosters") as rosters:
        rosters.add_column(sa.Column("allow", sa.String(8), nullable=False, server_default=""))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("roster_id", sa.Uuid(), nullable=True))
