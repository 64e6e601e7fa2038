"""Birth dates and other days as people type them: 1990, H2 or 平成2, full-width or not."""

from collections.abc import Mapping
from datetime import date

from mcollector.rules.digits import ascii_digits
from mcollector.rules.eras import year_of
from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say


def birth_date(values: Mapping[str, str], today: date, ages: tuple[int, int]) -> date:
    """Return the date of birth_year, _month and _day; FieldRefused for none or an odd age."""
    refused = FieldRefused(say("生年月日が正しくありません。例：1990年4月1日"))
    year = year_of(values.get("birth_year", ""))
    month, day = (ascii_digits(values.get(f"birth_{part}", "")) for part in ("month", "day"))
    if year is None or not month.isdecimal() or not day.isdecimal():
        raise refused
    try:
        born = date(year, int(month), int(day))
    except (ValueError, OverflowError):
        raise refused from None
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not ages[0] <= age <= ages[1]:
        raise refused
    return born


def typed_day(values: Mapping[str, str], name: str) -> date | None:
    """Return the day of the fields `name`_year, `name`_month and `name`_day; None for no day."""
    year = year_of(values.get(f"{name}_year", ""))
    month, day = (ascii_digits(values.get(f"{name}_{part}", "")) for part in ("month", "day"))
    try:
        return date(year or 0, int(month), int(day))
    except (ValueError, OverflowError):
        return None
