"""Companies choose the hour of the morning's digest, or none."""

import sqlalchemy as sa
from alembic import op

revision = "0006_digest"
down_revision = "0005_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "companies", sa.Column("digest_hour", sa.Integer(), nullable=True, server_default="8")
    )
