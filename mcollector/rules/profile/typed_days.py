"""A day typed into the three fields of a form: 2026年, 令和8 or R8, then month and day."""

from collections.abc import Mapping
from datetime import date

from mcollector.rules.digits import ascii_digits
from mcollector.rules.eras import year_of


def typed_day(values: Mapping[str, str], name: str) -> date | None:
    """Return the day of the fields `name`_year, `name`_month and `name`_day; None for no day."""
    year = year_of(values.get(f"{name}_year", ""))
    month, day = (ascii_digits(values.get(f"{name}_{part}", "")) for part in ("month", "day"))
    try:
        return date(year or 0, int(month), int(day))
    except (ValueError, OverflowError):
        return None
