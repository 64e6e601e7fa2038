"""What addresses and forms of the office send, read as ids, days and numbers.

What is optional and cannot be read is as if it were not there; what our own pages always send
is required, and anything else is refused as a bad request.
"""

from datetime import date
from uuid import UUID

from flask import abort, request


def optional_id(name: str) -> UUID | None:
    """Return the argument of the address, or the field of that name, as an id; None for none."""
    try:
        return UUID(request.values.get(name, ""))
    except ValueError:
        return None


def required_id(field: str) -> UUID:
    """Return the field of the form as an id; anything else is a 400."""
    return parse_id(request.form.get(field, ""))


def required_ids(field: str) -> list[UUID]:
    """Return every value of the field as an id, each once; anything else is a 400."""
    return list(dict.fromkeys(map(parse_id, request.form.getlist(field))))


def parse_id(text: str) -> UUID:
    """Return the text as an id; anything else is a 400."""
    try:
        return UUID(text)
    except ValueError:
        abort(400)


def optional_day(name: str) -> date | None:
    """Return the argument of the address as a day, 2026-11-25; None for what is no day."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def typed_date(field: str) -> date | None:
    """Return the day typed into the three fields of a date; None for what is no day."""
    parts = [request.form.get(f"{field}_{part}", "") for part in ("year", "month", "day")]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def optional_line(name: str) -> int | None:
    """Return the argument as the number of a line, from 1 to what a database can hold."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def sent_version(name: str) -> int:
    """Return the field as the number of a version; what is none is 0, which never was."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
