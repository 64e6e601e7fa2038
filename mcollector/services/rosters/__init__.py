"""Rosters: read, matched, shown, imported, undone."""
