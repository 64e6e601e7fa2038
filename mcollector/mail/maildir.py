"""A Maildir as the post of one machine: written whole, synced, one file a Message-ID."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mcollector.mail.addresses import BadAddress
from mcollector.mail.parcels import pack
from mcollector.mail.post import BAD_ADDRESS, SENT, Message, Outcome

STALE = 3600.0
"""Seconds after which a draft belongs to no delivery that still runs."""

_OTHERS = 0o077


class MaildirPost:
    """Delivers into `root` (0700, files 0600); a second delivery of a message replaces the first.

    So a crash anywhere leaves either no mail or one whole mail, and trying again is harmless.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def connection(self) -> Iterator["MaildirPost"]:
        """Give a line: the folder itself, without what a crash has left half written in it."""
        self._forget_drafts()
        yield self

    def send(self, message: Message) -> Outcome:
        """Deliver durably; a full or missing disk is tried again later."""
        try:
            content = pack(message).content
        except BadAddress:
            return BAD_ADDRESS
        try:
            self._make_folders()
            self._deliver(file_name(message.message_id), content)
        except OSError:
            return Outcome("retry", "disk")
        return SENT

    def _make_folders(self) -> None:
        for folder in (self.root, *(self.root / name for name in ("tmp", "new", "cur"))):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.stat().st_mode & _OTHERS:
                folder.chmod(0o700)

    def _forget_drafts(self) -> None:
        for draft in (self.root / "tmp").glob("*"):
            with suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > STALE:
                    draft.unlink()

    def _deliver(self, name: str, content: bytes) -> None:
        draft = self.root / "tmp" / f"{name}.{os.getpid()}"
        try:
            _write_synced(draft, content)
            draft.rename(self.root / "new" / name)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(self.root / "new")


def file_name(message_id: str) -> str:
    """Return the name a message is stored under: the same at every delivery."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]


def _write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
