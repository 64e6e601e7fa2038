"""Photographs are read and compared: what waits, what was found, hints, suspicions of a twin."""

import sqlalchemy as sa
from alembic import op

revision = "0017_images"
down_revision = "0016_memos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("reading", "finding"):
        op.add_column("documents", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.add_column("documents", sa.Column("look", sa.BigInteger(), nullable=True))
    op.add_column("documents", sa.Column("pixels", sa.String(24), nullable=True))
    op.create_index("ix_documents_pixels", "documents", ["company_id", "pixels"])
    op.add_column(
        "documents", sa.Column("hints", sa.String(160), nullable=False, server_default="")
    )
    op.add_column(
        "documents", sa.Column("keeps_it", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("dependents", sa.Column("number_intake", sa.LargeBinary(), nullable=True))
    for table in ("submissions", "dependents"):
        op.add_column(table, sa.Column("facts_intake", sa.LargeBinary(), nullable=True))
        op.add_column(table, sa.Column("fingerprint", sa.Integer(), nullable=True))
        op.create_index(f"ix_{table}_fingerprint", table, ["company_id", "fingerprint"])
