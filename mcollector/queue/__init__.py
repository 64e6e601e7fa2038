"""The queue: RQ with JSON, ids only; the database row is the truth."""
