"""Reading a Maildir, for the office of a trial installation to see what was sent.

Companies share one Maildir: nothing is read but the mails of the letters a caller names.
"""

import email
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from uuid import UUID

from mcollector.mail.maildir import file_name
from mcollector.mail.post import message_id

NEWEST = 500
"""A list longer than this helps nobody; every mail is still found by its key."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A mail in the list; `key` names it inside its Maildir, `at` is its Date (aware)."""

    key: str
    to: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    """One mail with its text, which may hold a one-time secret: it never prints itself."""

    subject: str
    to: str
    text: str


def keys_of(letter_ids: Iterable[UUID], domain: str) -> frozenset[str]:
    """Return under which keys the mails of these letters lie, if they were sent from `domain`."""
    return frozenset(file_name(message_id(one, domain)) for one in letter_ids)


def list_mails(root: Path, own: frozenset[str], limit: int = NEWEST) -> tuple[Summary, ...]:
    """Return the mails whose key is in `own`, the newest delivery first; others are not opened."""
    paths = [path for path in (root / "new").glob("*") if path.name in own]
    paths.sort(key=_delivered, reverse=True)
    return tuple(map(_summary, paths[:limit]))


def read_mail(root: Path, own: frozenset[str], key: str) -> Mail | None:
    """Return the mail, or None when there is none of that key in `own`; a key is never a path."""
    if key not in own:
        return None
    try:
        content = (root / "new" / key).read_bytes()
    except FileNotFoundError:
        return None
    message = email.message_from_bytes(content, policy=default)
    return Mail(str(message["Subject"]), str(message["To"]), _text(message))


def _delivered(path: Path) -> int:
    return path.stat().st_mtime_ns


def _summary(path: Path) -> Summary:
    with path.open("rb") as stream:
        message = BytesHeaderParser(policy=default).parse(stream)
    date = message["Date"]
    at = date.datetime if date else datetime.fromtimestamp(_delivered(path) / 1e9, UTC)
    return Summary(path.name, str(message["To"]), str(message["Subject"]), at)


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
