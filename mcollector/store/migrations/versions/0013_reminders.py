"""Companies plan reminders, letters wait for the morning; staff set what is their own."""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0013_reminders"
down_revision = "0012_editing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _plan_reminders()
    _set_what_is_ones_own()
    _word_letters()


def _plan_reminders() -> None:
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


def _set_what_is_ones_own() -> None:
    op.add_column("accounts", sa.Column("new_seed", sa.LargeBinary(), nullable=True))
    op.add_column(
        "accounts",
        sa.Column("shortcuts_off", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for name in ("brightness", "text_size"):
        op.add_column("accounts", sa.Column(name, sa.String(8), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("device", sa.String(40), nullable=False, server_default=""))


def _word_letters() -> None:
    make_table(
        "mail_texts",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_texts")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_mail_texts_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "kind", "number", name=op.f("uq_mail_texts_company_id_kind_number")
        ),
    )
