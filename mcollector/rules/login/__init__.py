"""Passwords, one-time codes, devices."""
