"""A login is written by its own company only; it is read before a company is known (PostgreSQL)."""

from mcollector.store.database.making import guard_logins

revision = "0021_login_writers"
down_revision = "0020_entrance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    guard_logins()
