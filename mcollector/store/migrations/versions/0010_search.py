"""The list's orders, tabs, counts and search: computed columns, indexes, and kept tables."""

from types import SimpleNamespace

import sqlalchemy as sa
from alembic import op

from mcollector.rules.text.search_words import words_of
from mcollector.store.database.making import everybodys_rows
from mcollector.store.search import making

revision = "0010_search"
down_revision = "0009_change_requests"
branch_labels = None
depends_on = None

_COLLECTED = "'invited_not_sent', 'waiting', 'drafting'"
_COMPUTED = {
    "tab varchar(32)": f"CASE WHEN state IN ({_COLLECTED}) THEN 'waiting' "
    "WHEN state = 'submitted' THEN 'to_review' ELSE state END",
    "red_on date": f"CASE WHEN state IN ({_COLLECTED}, 'returned', 'submitted') "
    "THEN coalesce(due_on, {never}) ELSE {never} END",
    "uploaded_order {time}": "coalesce(uploaded_at, {not_yet})",
    "verified_order date": "coalesce(verified_on, {never})",
}
_ORDERS = {
    "red": ("red_on", "registered_at"),
    "registered": ("registered_at",),
    "uploaded": ("uploaded_order",),
    "verified": ("verified_order",),
}
_WORDS = {
    "sqlite": {
        "kind": "VIRTUAL",
        "time": "datetime",
        "never": "'9999-12-31'",
        "not_yet": "'9999-12-31 00:00:00.000000'",
    },
    "postgresql": {
        "kind": "STORED",
        "time": "timestamptz",
        "never": "date '9999-12-31'",
        "not_yet": "timestamptz '9999-12-31 00:00:00+00'",
    },
}


def upgrade() -> None:
    words = _WORDS[op.get_bind().dialect.name]
    for column, formula in _COMPUTED.items():
        made = f"{column} GENERATED ALWAYS AS ({formula}) {{kind}}".format(**words)
        op.execute(f"ALTER TABLE people ADD COLUMN {made}")
    op.add_column("people", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    _fill_words()
    op.drop_index("ix_people_due", "people")
    for name, columns in _ORDERS.items():
        op.create_index(f"ix_people_{name}", "people", ["company_id", *columns, "id"])
    for name, columns in (_ORDERS | {"folded": ("folded",)}).items():
        op.create_index(f"ix_people_tab_{name}", "people", ["company_id", "tab", *columns, "id"])
    making.make_search()


def _fill_words() -> None:
    """Give everybody there is already the words they are found by."""
    people = sa.table(
        "people",
        *map(sa.column, ("id", "family", "given", "middle", "reading", "mail", "employee_code")),
        sa.column("words"),
    )
    filled = (
        sa.update(people)
        .where(people.c.id == sa.bindparam("person"))
        .values(words=sa.bindparam("found_by"))
    )
    with everybodys_rows("people"):
        rows = op.get_bind().execute(sa.select(people)).all()
        given = [{"person": row.id, "found_by": _words(row)} for row in rows]
        if given:
            op.get_bind().execute(filled, given)


def _words(row: sa.Row) -> str:
    person = SimpleNamespace(**row._asdict())
    return words_of(person, person.reading, person.mail, person.employee_code)
