"""Searching people, on PostgreSQL and SQLite."""
