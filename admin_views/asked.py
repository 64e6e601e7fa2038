"""What the address of a page asks for; what it cannot mean is as if it were not there."""

from datetime import date
from uuid import UUID

from flask import request


def an_id(name: str) -> UUID | None:
    """Return the argument, or the field of that name in a form, as an id."""
    try:
        return UUID(request.values.get(name, ""))
    except ValueError:
        return None


def a_day(name: str) -> date | None:
    """Return the argument as a day: 2026-11-25."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def a_line(name: str) -> int | None:
    """Return the argument as the number of a line, from 1 to what a database can hold."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def a_version(name: str) -> int:
    """Return the field of a form as the number of a version; what is none is 0, which never was."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
