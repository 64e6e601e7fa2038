"""Workbooks, opened behind the lock only."""
