"""Codes of the second factor: how many wrong ones are looked at, and the pause that follows."""

from datetime import timedelta

FREE_CODES = 4
"""Wrong codes before the first pause; with the one that begins it five are looked at.

Strangers and the account's known devices are counted apart: ten an hour together.
"""

PAUSE = timedelta(hours=1)


def pause_after_code(failures: int) -> timedelta:
    """Return how long no code is looked at after so many wrong ones in a row."""
    return PAUSE if failures > FREE_CODES else timedelta()
