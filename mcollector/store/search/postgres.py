"""PostgreSQL's part of the list: trigrams of words, and counts kept by triggers.

Under row-level security no trigram index is used, for LIKE is not leakproof. So the search runs as
the tables' owner, whom a policy of its own lets see all, and names the company itself.

Counts are rows added, never changed: two clerks never wait for each other's. Now and then one who
finds nobody else at it makes one row of many.
"""

_MINE = "company_id = NULLIF(current_setting('app.company_id', true), '')::uuid"

TABLES = (
    "CREATE POLICY kept ON people_texts TO CURRENT_USER USING (true)",
    "CREATE POLICY kept ON people_counts TO CURRENT_USER USING (true)",
    "INSERT INTO people_texts (id, company_id, words) SELECT id, company_id, words FROM people",
    """INSERT INTO people_counts (id, company_id, state, red_on, bounced, n)
        SELECT gen_random_uuid(), company_id, state, red_on, bounced, count(*)
        FROM people GROUP BY company_id, state, red_on, bounced""",
    """CREATE INDEX ix_people_texts_words ON people_texts USING gin (words gin_trgm_ops)
        WITH (gin_pending_list_limit = 512)""",
    f"""CREATE FUNCTION people_found(one text, other text, most integer) RETURNS SETOF uuid
        LANGUAGE sql STABLE ROWS 200 SECURITY DEFINER
        SET search_path = public, pg_temp SET enable_seqscan = off AS
        $$ SELECT id FROM people_texts WHERE (words LIKE one OR words LIKE other) AND {_MINE}
        LIMIT most $$""",  # noqa: S608 - ours
    "REVOKE ALL ON FUNCTION people_found FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION people_found TO mcollector_app",
)

COMMON_WORDS = (
    "ALTER FUNCTION people_found RENAME TO people_by_trigrams",
    "REVOKE ALL ON FUNCTION people_by_trigrams FROM mcollector_app",
    f"""CREATE FUNCTION people_found(one text, other text, most integer) RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE ROWS 200 SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        DECLARE found uuid[]; BEGIN
        SELECT array_agg(few.id) INTO found FROM (SELECT id, words FROM people WHERE {_MINE}
            ORDER BY company_id, red_on, registered_at, id LIMIT 2 * most) AS few
            WHERE words LIKE one OR words LIKE other;
        IF cardinality(found) >= most THEN RETURN QUERY SELECT unnest(found[1:most]);
        ELSE RETURN QUERY SELECT * FROM people_by_trigrams(one, other, most);
        END IF; END $$""",  # noqa: S608 - ours
    "REVOKE ALL ON FUNCTION people_found FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION people_found TO mcollector_app",
)
"""A word that half of the first people have needs no index: its list of people would be read whole
before the first of them comes out."""

_COUNT = """INSERT INTO people_counts (id, company_id, state, red_on, bounced, n)
        SELECT gen_random_uuid(), company_id, state, red_on, bounced, sum(n)
        FROM ({rows}) AS moved GROUP BY company_id, state, red_on, bounced HAVING sum(n) <> 0"""
_MORE = "SELECT company_id, state, red_on, bounced, 1 AS n FROM fresh"
_LESS = "SELECT company_id, state, red_on, bounced, -1 AS n FROM stale"
_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        {count}; {words}; PERFORM people_counts_joined(); RETURN NULL; END $$"""
TRIGGERS = (
    f"""CREATE FUNCTION people_counts_joined() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        IF random() < 0.02 AND current_setting('transaction_isolation') = 'read committed'
            AND pg_try_advisory_xact_lock(hashtext('people_counts'),
                hashtext(current_setting('app.company_id', true)))
        THEN WITH moved AS (DELETE FROM people_counts WHERE {_MINE} RETURNING *)
            {_COUNT.format(rows="SELECT * FROM moved")};
        END IF; END $$""",  # noqa: S608 - ours
    _FUNCTION.format(
        name="people_added",
        count=_COUNT.format(rows=_MORE),
        words="""INSERT INTO people_texts (id, company_id, words)
            SELECT id, company_id, words FROM fresh""",
    ),
    _FUNCTION.format(
        name="people_changed",
        count=_COUNT.format(rows=f"{_MORE} UNION ALL {_LESS}"),
        words="""UPDATE people_texts AS kept SET words = fresh.words FROM fresh
            WHERE kept.id = fresh.id AND kept.words <> fresh.words""",
    ),
    _FUNCTION.format(
        name="people_removed",
        count=_COUNT.format(rows=_LESS),
        words="DELETE FROM people_texts WHERE id IN (SELECT id FROM stale)",
    ),
    """CREATE TRIGGER people_added AFTER INSERT ON people REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION people_added()""",
    """CREATE TRIGGER people_changed AFTER UPDATE ON people
        REFERENCING NEW TABLE AS fresh OLD TABLE AS stale
        FOR EACH STATEMENT EXECUTE FUNCTION people_changed()""",
    """CREATE TRIGGER people_removed AFTER DELETE ON people REFERENCING OLD TABLE AS stale
        FOR EACH STATEMENT EXECUTE FUNCTION people_removed()""",
)
