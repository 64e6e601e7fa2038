"""Pauses after wrong passwords and codes: five are free, then one minute, doubled up to an hour."""

from datetime import timedelta

FREE_FAILURES = 5
"""Failures before the first pause (architecture §11)."""

LONGEST = timedelta(minutes=60)
_DOUBLINGS = 6


def pause_after(failures: int) -> timedelta:
    """Return how long nobody is let in after so many failures in a row; never for good."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(timedelta(minutes=2 ** min(failures - FREE_FAILURES, _DOUBLINGS)), LONGEST)


def minutes(pause: timedelta) -> int:
    """Return a pause in whole minutes, rounded up: what people are told."""
    return max(0, -(-pause // timedelta(minutes=1)))
