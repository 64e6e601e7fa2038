"""A Maildir as the post of one machine: written whole, synced, one file a Message-ID."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mcollector.mail.post import SENT, Message, Outcome, to_mime


class MaildirPost:
    """Delivers into `root` (0700); the second delivery of a message replaces the first."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def connection(self) -> Iterator["MaildirPost"]:
        """Give a line: the folder itself, made when it is not there."""
        for name in ("tmp", "new", "cur"):
            (self.root / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        yield self

    def send(self, message: Message) -> Outcome:
        """Deliver durably; a full disk is tried again later."""
        try:
            content = to_mime(message).as_bytes()
        except ValueError:
            return Outcome("failed", "bad-address")
        try:
            self._deliver(file_name(message.message_id), content)
        except OSError as error:
            return Outcome("retry", type(error).__name__)
        return SENT

    def _deliver(self, name: str, content: bytes) -> None:
        draft = self.root / "tmp" / f"{name}.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(self.root / "new" / name)
        folder = os.open(self.root / "new", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def file_name(message_id: str) -> str:
    """Return the name a message is stored under: the same at every delivery."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]
