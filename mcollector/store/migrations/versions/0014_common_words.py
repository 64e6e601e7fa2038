"""PostgreSQL finds a word that nearly everybody has without looking for everybody who has it."""

from alembic import op

from mcollector.store.search import postgres

revision = "0014_common_words"
down_revision = "0013_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.COMMON_WORDS:
            op.execute(statement)
