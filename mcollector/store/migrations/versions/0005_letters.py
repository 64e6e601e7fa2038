"""Letters keep the address they went to, and are listed by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0005_letters"
down_revision = "0004_rosters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letters", sa.Column("mail", sa.String(length=254), nullable=True))
    op.create_index("ix_letters_created", "letters", ["company_id", "created_at", "id"])
    op.create_index("ix_letters_state", "letters", ["company_id", "state", "created_at", "id"])
    op.create_index("ix_letters_person", "letters", ["company_id", "person_id", "created_at"])
