"""The daily limit: of how many people a clerk may open values on one day (architecture §11)."""

HIGHEST = 9999
"""The highest limit a company may set."""


def alarm_at(most: int) -> int:
    """Return with how many people the alarm goes: four fifths of the limit, rounded up."""
    return -(-most * 4 // 5)
