"""Staff choose the list's columns; a company sets how many people a clerk may open a day."""

import sqlalchemy as sa
from alembic import op

revision = "0015_columns_and_openings"
down_revision = "0014_common_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "accounts",
        sa.Column("list_columns", sa.String(100), nullable=False, server_default=""),
    )
    op.add_column(
        "companies", sa.Column("open_most", sa.Integer(), nullable=False, server_default="300")
    )
    opened = sa.text("action = 'value:open'")
    op.create_index(
        "ix_audit_lines_opened",
        "audit_lines",
        ["company_id", "actor", "at", "subject_id"],
        sqlite_where=opened,
        postgresql_where=opened,
    )
