"""Hand-offs: a link to the photographs of a form, for another device."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0007_handoffs"
down_revision = "0006_digest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table(
        "handoffs",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("phone_session_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("slots", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_handoffs_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_handoffs_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "person_id", name=op.f("uq_handoffs_company_id_person_id")
        ),
    )
