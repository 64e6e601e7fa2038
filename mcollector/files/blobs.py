"""Sealed blobs in a folder: written whole or not at all, named by a random hex name."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

_NAME = re.compile(r"^[0-9a-f]{32}(\.part)?$")


class BlobFolder:
    """A folder of sealed blobs, two levels deep; it never sees anything readable.

    `reach` is called at named milestones, as everywhere in the house.
    """

    def __init__(self, root: Path, reach: Callable[[str], None]) -> None:
        self.root = root
        self._reach = reach

    def put(self, content: bytes) -> str:
        """Store the bytes durably and return their name; raises OSError when the disk is full."""
        name = uuid4().hex
        path = self._path(name)
        self._make_folder(path.parent)
        draft = path.with_suffix(".part")
        try:
            _write(draft, content)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._reach("blob:before-rename")
        draft.rename(path)
        _sync_folder(path.parent)
        self._reach("blob:after-rename")
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes stored under the name; FileNotFoundError when there are none."""
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove the blob; removing twice is fine."""
        with suppress(FileNotFoundError):
            self._path(name).unlink()

    def names(self) -> Iterator[tuple[str, timedelta]]:
        """Yield the name and the age of every blob, by the file system's own clock.

        The draft of a blob (`.part`) that a crash left has a name and an age as well.
        """
        for path in self.root.glob("??/*"):
            with suppress(FileNotFoundError):  # removed since we looked
                if _NAME.match(path.name):
                    yield path.name, timedelta(seconds=time.time() - path.stat().st_mtime)

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(self.root)

    def _path(self, name: str) -> Path:
        if not _NAME.match(name):
            raise ValueError("a blob's name is 32 hex digits, with .part for a draft")
        return self.root / name[:2] / name


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
