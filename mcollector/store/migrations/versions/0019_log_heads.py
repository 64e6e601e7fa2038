"""A checkpoint keeps what its log goes on from; nobody deletes the head of a log."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import protect_heads

revision = "0019_log_heads"
down_revision = "0018_column_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_checkpoints", sa.Column("frontier", sa.LargeBinary(), nullable=True))
    protect_heads("audit_logs")
