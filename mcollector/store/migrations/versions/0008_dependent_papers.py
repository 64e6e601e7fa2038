"""Dependents name the papers the employer sees (第3号 spouse); those before had none."""

import sqlalchemy as sa
from alembic import op

revision = "0008_dependent_papers"
down_revision = "0007_handoffs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dependents", sa.Column("papers", sa.String(length=80), nullable=False, server_default="")
    )
