"""Reading a Maildir, for the office of a trial installation to see what was sent."""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

NEWEST = 500
"""A list longer than this helps nobody; every mail is still found by its key."""

_KEY = re.compile(r"[0-9a-f]{32}")


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


def list_mails(root: Path, limit: int = NEWEST) -> tuple[Summary, ...]:
    """Return the mails of the Maildir, the newest delivery first; none where there is no folder."""
    paths = [path for path in (root / "new").glob("*") if _KEY.fullmatch(path.name)]
    paths.sort(key=_delivered, reverse=True)
    return tuple(map(_summary, paths[:limit]))


def read_mail(root: Path, key: str) -> Mail | None:
    """Return the mail, or None when there is none of that key; a key is never a path."""
    if not _KEY.fullmatch(key):
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
