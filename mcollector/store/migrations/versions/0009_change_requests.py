"""Change requests: what an employee wants changed after the submission, sealed."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0009_change_requests"
down_revision = "0008_dependent_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table(
        "change_requests",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_change_requests_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_change_requests_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "person_id",
            "key",
            name=op.f("uq_change_requests_company_id_person_id_key"),
        ),
    )
    op.create_index(
        "ix_change_requests_open",
        "change_requests",
        ["company_id", "ended_at", "made_at"],
        unique=False,
    )
