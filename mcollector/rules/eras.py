"""Japanese eras (元号): a year read as people write it, and a date's year as people say it."""

import re
import unicodedata
from datetime import date

_ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 10, 23)),
)
_FIRST_YEARS = {name: start.year for word, letter, start in _ERAS for name in (word, letter)}
_SHORT = {"令": "令和", "平": "平成", "昭": "昭和", "大": "大正", "明": "明治"}
_YEAR = re.compile(r"(\D*)(\d{1,4}|元)年?", re.ASCII)


def wareki(day: date) -> str:
    """Return the year of the date in its era: 平成2年, 令和元年; before 明治, 1867年."""
    for word, _, start in _ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{word}{'元' if year == 1 else year}年"
    return f"{day.year}年"


def year_of(text: str) -> int | None:
    """Return the Gregorian year of 1990, １９９０年, H2, h.2, 平成2, 令和元年; None for others.

    A year in two digits without an era is doubtful, and so is one the era never had (平成40).
    """
    plain = re.sub(r"[\s.・]", "", unicodedata.normalize("NFKC", text)).upper()
    match = _YEAR.fullmatch(plain)
    if match is None:
        return None
    era, number = match.groups()
    if not era:
        return int(number) if len(number) == 4 else None
    return _year_of_era(_SHORT.get(era, era), 1 if number == "元" else int(number))


def _year_of_era(era: str, number: int) -> int | None:
    if era not in _FIRST_YEARS or number < 1:
        return None
    year = _FIRST_YEARS[era] + number - 1
    later = [first for first in _FIRST_YEARS.values() if first > _FIRST_YEARS[era]]
    return year if year <= min(later, default=year) else None
