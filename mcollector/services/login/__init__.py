"""Logging in: passwords, second factor, sessions, one's own account."""
