"""A crowd: as many people of one company as a test or bench wants, made inside the database."""

from datetime import date
from uuid import UUID

from sqlalchemy import text

from mcollector.work.toolbox import Toolbox

TODAY = date(2026, 11, 24)
RARE = "鬼龍"
"""The family name of three people in a million, and of one in any smaller crowd."""

_SQLITE = {
    "numbers": "WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers "
    "WHERE i + 1 < :count)",
    "id": "lower(hex(randomblob(16)))",
    "company": ":company",
    "moment": "strftime('%Y-%m-%d %H:%M:%S', :today, '-' || (i / 20000) || ' days') || '.000000'",
    "day": "date(:today, (i % 60 - 30) || ' days')",
}
_POSTGRES = {
    "numbers": "WITH numbers AS (SELECT i FROM generate_series(0, :count - 1) AS i)",
    "id": "gen_random_uuid()",
    "company": "CAST(:company AS uuid)",
    "moment": "CAST(:today AS timestamptz) - (i / 20000) * interval '1 day'",
    "day": "CAST(:today AS date) + (i % 60 - 30)",
}
_MADE = """
INSERT INTO people (id, company_id, version, mail, mail_key, family, given, middle, reading,
    folded, state, registered_at, uploaded_at, verified_on, due_on, reminders, bounced, words)
{numbers}, named AS (
    SELECT i, CASE WHEN i % 333334 = 77 THEN :rare ELSE
        substr('佐鈴高田伊渡山中小加', i % 10 + 1, 1)
        || substr('藤木橋中村田本林井野', (i / 10) % 10 + 1, 1) END AS family,
    substr('翔大美陽結蓮葵悠湊凛', (i / 100) % 10 + 1, 1)
        || substr('太子奈菜人斗香介織乃', (i / 1000) % 10 + 1, 1) AS given,
    'p' || i || '@example.com' AS mail,
    CASE WHEN i % 20 < 8 THEN 'waiting' WHEN i % 20 < 10 THEN 'submitted'
        WHEN i % 20 < 11 THEN 'returned' WHEN i % 20 < 18 THEN 'verified'
        WHEN i % 20 < 19 THEN 'retired' ELSE 'refused' END AS state
    FROM numbers)
SELECT {id}, {company}, 1, mail, mail, family, given, '', '', family || given, state, {moment},
    CASE WHEN state IN ('submitted', 'returned', 'verified') THEN {moment} END,
    CASE WHEN state = 'verified' THEN {day} END,
    CASE WHEN state IN ('waiting', 'submitted', 'returned') THEN {day} END,
    0, i % 1000 = 0, :two || family || given || :two || given || :two || upper(mail)
FROM named
"""


def fill(tools: Toolbox, company_id: UUID, count: int) -> None:
    """Add the people and let the database know how many of what there are."""
    is_sqlite = tools.engine.dialect.name == "sqlite"
    values = {
        "count": count,
        "company": company_id.hex if is_sqlite else company_id,
        "today": TODAY.isoformat() if is_sqlite else TODAY,
        "rare": RARE,
        "two": "\n\n",
    }
    with tools.engine.begin() as connection:
        if not is_sqlite:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text(f"SET LOCAL app.company_id = '{company_id}'"))
        else:
            connection.execute(text("PRAGMA cache_size = -400000"))
        made = _MADE.format(**(_SQLITE if is_sqlite else _POSTGRES))
        connection.execute(text(made), values)
    with tools.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not is_sqlite:
            connection.execute(text("VACUUM people, people_texts"))
        connection.execute(text("ANALYZE"))
