"""The entrance counts apart: what strangers try, what is tried in known devices, unknown names.

Pauses of an hour at most are not carried over.
"""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import make_table

revision = "0020_entrance"
down_revision = "0019_log_heads"
branch_labels = None
depends_on = None

_REPLACED = (
    ("accounts", "failures"),
    ("accounts", "locked_until"),
    ("letters", "tries"),
    ("secrets", "tries"),
)


def upgrade() -> None:
    _know_devices()
    _count_failures()
    for table, column in _REPLACED:
        op.drop_column(table, column)


def _know_devices() -> None:
    make_table(
        "known_devices",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_known_devices_company_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_devices")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_known_devices_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "account_id",
            "token_digest",
            name=op.f("uq_known_devices_company_id_account_id_token_digest"),
        ),
    )
    op.add_column("sessions", sa.Column("known_device_id", sa.Uuid(), nullable=True))


def _count_failures() -> None:
    make_table(
        "failure_counts",
        sa.Column("aim", sa.String(length=100), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure_counts")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_failure_counts_company_id_id")),
        sa.UniqueConstraint("company_id", "aim", name=op.f("uq_failure_counts_company_id_aim")),
    )
