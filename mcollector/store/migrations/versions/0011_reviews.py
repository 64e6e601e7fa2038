"""Reviews are held by one clerk at a time, kept with their 確認方法, and can be taken back."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0011_reviews"
down_revision = "0010_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _keep_how_it_was_checked()
    _hold_and_undo()
    op.add_column("returns", sa.Column("round_id", sa.Uuid(), nullable=True))
    op.add_column(
        "documents", sa.Column("rotation", sa.Integer(), nullable=False, server_default="0")
    )


def _keep_how_it_was_checked() -> None:
    with op.batch_alter_table("reviews") as reviews:
        reviews.drop_constraint("uq_reviews_company_id_submission_id", type_="unique")
        reviews.add_column(
            sa.Column("manner", sa.String(length=16), nullable=False, server_default="remote")
        )
        reviews.add_column(
            sa.Column("hired_by", sa.String(length=24), nullable=False, server_default="")
        )
        reviews.add_column(sa.Column("hired_on", sa.Date(), nullable=True))
        reviews.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        reviews.add_column(sa.Column("cancelled_by", sa.Uuid(), nullable=True))
        reviews.add_column(
            sa.Column("cancel_reason", sa.String(length=500), nullable=False, server_default="")
        )
    op.create_index(
        "ix_reviews_standing",
        "reviews",
        ["company_id", "submission_id"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )


def _hold_and_undo() -> None:
    make_table(
        "review_locks",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        *_of_a_person("review_locks"),
        sa.UniqueConstraint(
            "company_id", "person_id", name=op.f("uq_review_locks_company_id_person_id")
        ),
    )
    make_table(
        "return_rounds",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_of_a_person("return_rounds"),
    )
    op.create_index("ix_return_rounds_person", "return_rounds", ["company_id", "person_id"])


def _of_a_person(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f(f"fk_{table}_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("company_id", "id", name=op.f(f"uq_{table}_company_id_id")),
    )
