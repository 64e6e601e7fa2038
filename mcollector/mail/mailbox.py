"""Reading a Maildir, for the office of a trial installation to see what was sent."""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path

_KEY = re.compile(r"^[0-9a-f]{32}$")


@dataclass(frozen=True, slots=True)
class Mail:
    """One delivered mail; `key` names it inside its Maildir."""

    key: str
    to: str
    subject: str
    at: datetime
    text: str


def list_mails(root: Path) -> tuple[Mail, ...]:
    """Return every mail, the newest first."""
    files = [path for path in (root / "new").glob("*") if _KEY.match(path.name)]
    return tuple(sorted(map(_read, files), key=lambda mail: mail.at, reverse=True))


def read_mail(root: Path, key: str) -> Mail | None:
    """Return the mail, or None when there is none of that key."""
    path = root / "new" / key
    return _read(path) if _KEY.match(key) and path.exists() else None


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return Mail(
        path.name,
        str(message["To"]),
        str(message["Subject"]),
        datetime.fromtimestamp(path.stat().st_mtime, UTC),
        body.get_content() if body is not None else "",
    )
