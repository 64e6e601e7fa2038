"""Proxy entries, whose hands a hand-off is in, and the course of a refusal at the office."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0012_editing"
down_revision = "0011_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_table(
        "proxy_entries",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(_within_company("proxy_entries", *reference) for reference in _REFERENCES),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy_entries")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_proxy_entries_company_id_id")),
    )
    op.create_index(
        "ix_proxy_entries_person",
        "proxy_entries",
        ["company_id", "person_id", "ended_at"],
        unique=False,
    )
    make_table(
        "refusal_notes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _within_company("refusal_notes", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_notes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_refusal_notes_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "person_id", "key", name=op.f("uq_refusal_notes_company_id_person_id_key")
        ),
    )
    op.add_column("handoffs", sa.Column("account_id", sa.Uuid(), nullable=True))


_REFERENCES = (("person_id", "people"), ("submission_id", "submissions"))


def _within_company(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["company_id", column],
        [f"{other}.company_id", f"{other}.id"],
        name=op.f(f"fk_{table}_company_id_{column}"),
    )
