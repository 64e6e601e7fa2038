"""The database itself: engine, schema, the turnstile, bulk loading."""
