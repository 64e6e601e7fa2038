"""Companies plan reminders; letters of the timetable wait for the morning at night."""

import sqlalchemy as sa
from alembic import op

revision = "0013_reminders"
down_revision = "0009_change_requests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("companies", sa.Column("remind_hour", sa.Integer(), nullable=True))
    op.add_column(
        "companies",
        sa.Column("remind_days", sa.String(60), nullable=False, server_default="1、5、12"),
    )
    op.add_column(
        "companies", sa.Column("remind_most", sa.Integer(), nullable=False, server_default="3")
    )
    op.add_column(
        "letters", sa.Column("by_day", sa.Boolean(), nullable=False, server_default=sa.false())
    )
