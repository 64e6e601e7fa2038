"""Refusals: what somebody said instead of submitting, with its times."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0003_refusals"
down_revision = "0002_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table(
        "refusals",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_refusals_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_refusals_company_id_id")),
    )
    op.create_index(
        "ix_refusals_person", "refusals", ["company_id", "person_id", "ended_at"], unique=False
    )
