"""Reviewers leave sealed memos for each other; letters are worded by language, and tested."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0016_memos"
down_revision = "0015_columns_and_openings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _keep_memos()
    _word_letters_by_language()
    op.add_column("letters", sa.Column("sample", sa.Text(), nullable=True))


def _keep_memos() -> None:
    make_table(
        "review_memos",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "person_id"],
            ["people.company_id", "people.id"],
            name=op.f("fk_review_memos_company_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_memos")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_review_memos_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "person_id", "key", name=op.f("uq_review_memos_company_id_person_id_key")
        ),
    )


def _word_letters_by_language() -> None:
    with op.batch_alter_table("mail_texts") as texts:
        texts.drop_constraint("uq_mail_texts_company_id_kind_number", type_="unique")
        texts.add_column(
            sa.Column("language", sa.String(length=32), nullable=False, server_default="ja")
        )
        texts.create_unique_constraint(
            "uq_mail_texts_company_id_kind_language_number",
            ["company_id", "kind", "language", "number"],
        )
