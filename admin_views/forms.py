"""What the office's forms send: ids and days read, and anything else refused as a bad request."""

from datetime import date
from uuid import UUID

from flask import abort, request


def an_id(field: str) -> UUID:
    """Return the field as an id; our pages always send one, so anything else is a 400."""
    return id_in(request.form.get(field, ""))


def ids(field: str) -> list[UUID]:
    """Return every value of the field as an id, each once; anything else is a 400."""
    return list(dict.fromkeys(map(id_in, request.form.getlist(field))))


def a_date(field: str) -> date | None:
    """Return the day typed into the three fields of a date; None for what is no day."""
    parts = [request.form.get(f"{field}_{part}", "") for part in ("year", "month", "day")]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def id_in(text: str) -> UUID:
    """Return the text as an id; anything else is a 400."""
    try:
        return UUID(text)
    except ValueError:
        abort(400)
