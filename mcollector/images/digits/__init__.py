"""Digits that are printed or coded in a photograph."""
