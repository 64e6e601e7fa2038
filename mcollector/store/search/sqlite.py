"""SQLite's part of the list: a full-text index of words, and counts kept by triggers.

A trigger may not touch a full-text index while `trusted_schema` is off. So the triggers note whose
words changed, and every commit indexes who was noted, in the same transaction.
"""

from sqlalchemy import Connection, Engine, event

TABLES = (
    "CREATE TABLE people_waiting (id CHAR(32) PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE people_texts (
        seq INTEGER PRIMARY KEY, id CHAR(32) NOT NULL UNIQUE, company_id CHAR(32) NOT NULL,
        words TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE people_index USING fts5(
        words, content='people_texts', content_rowid='seq', tokenize='trigram')""",
    """INSERT INTO people_texts (id, company_id, words)
        SELECT id, company_id, words FROM people""",
    "INSERT INTO people_index (people_index) VALUES ('rebuild')",
    """INSERT INTO people_counts (id, company_id, state, red_on, bounced, n)
        SELECT lower(hex(randomblob(16))), company_id, state, red_on, bounced, count(*)
        FROM people GROUP BY company_id, state, red_on, bounced""",
)

_COUNT = """INSERT INTO people_counts (id, company_id, state, red_on, bounced, n) VALUES (
        lower(hex(randomblob(16))), {who}.company_id, {who}.state, {who}.red_on, {who}.bounced, {n})
        ON CONFLICT (company_id, state, red_on, bounced) DO UPDATE SET n = n + excluded.n"""
_NOTE = "INSERT OR IGNORE INTO people_waiting VALUES ({who}.id)"
_ADD, _TAKE = _COUNT.format(who="NEW", n=1), _COUNT.format(who="OLD", n=-1)
TRIGGERS = (
    f"""CREATE TRIGGER people_added AFTER INSERT ON people BEGIN
        {_ADD}; {_NOTE.format(who="NEW")}; END""",
    f"""CREATE TRIGGER people_counted AFTER UPDATE OF state, due_on, bounced ON people BEGIN
        {_TAKE}; {_ADD};
        DELETE FROM people_counts WHERE n = 0 AND company_id = OLD.company_id; END""",  # noqa: S608 - ours
    f"""CREATE TRIGGER people_worded AFTER UPDATE OF words ON people
        WHEN OLD.words <> NEW.words BEGIN {_NOTE.format(who="NEW")}; END""",
    f"""CREATE TRIGGER people_removed AFTER DELETE ON people BEGIN
        {_TAKE}; {_NOTE.format(who="OLD")}; END""",
)

_WAITING = "SELECT 1 FROM people_waiting LIMIT 1"
_STEPS = (
    """INSERT INTO people_index (people_index, rowid, words)
        SELECT 'delete', seq, words FROM people_waiting JOIN people_texts USING (id)""",
    "DELETE FROM people_texts WHERE id IN (SELECT id FROM people_waiting)",
    """INSERT INTO people_texts (id, company_id, words)
        SELECT people.id, company_id, words FROM people_waiting JOIN people USING (id)""",
    """INSERT INTO people_index (rowid, words)
        SELECT seq, words FROM people_waiting JOIN people_texts USING (id)""",
    "DELETE FROM people_waiting",
)


def keep_index(engine: Engine) -> None:
    """Let every commit of the engine bring SQLite's index up to date; PostgreSQL keeps its own."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "commit", _index)


def _index(connection: Connection) -> None:
    if connection.exec_driver_sql(_WAITING).first():
        for step in _STEPS:
            connection.exec_driver_sql(step)
