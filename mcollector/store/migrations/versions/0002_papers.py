"""Submissions keep all chosen papers; what was chosen before becomes the same list.

The column is added, filled and the old ones dropped, each in place: SQLite would rebuild the table
otherwise, and rows point at it.
"""

import sqlalchemy as sa
from alembic import op

from mcollector.store.database.making import everybodys_rows

revision = "0002_papers"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "submissions", sa.Column("papers", sa.String(length=80), nullable=False, server_default="")
    )
    with everybodys_rows("submissions"):
        op.execute("UPDATE submissions SET papers = TRIM(route || ' ' || photo_id)")
    op.drop_column("submissions", "route")
    op.drop_column("submissions", "photo_id")
