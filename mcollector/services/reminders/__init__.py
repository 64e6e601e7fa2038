"""Reminders, by hand and by plan."""
