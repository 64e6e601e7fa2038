"""Key files: how a process gets a key, and when it refuses one and stays sealed."""

import hashlib
import hmac
import os
import stat
from enum import StrEnum
from pathlib import Path

from mcollector.vault import keyfile_refusals
from mcollector.vault.keys import Key, new_key

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyKind(StrEnum):
    """The key files of the contract; each is the random bytes alone, without a line end."""

    SERVER = "server"
    INTAKE = "intake"
    AUDIT = "audit"
    COOKIE = "cookie"

    @property
    def size(self) -> int:
        """Return the file's length: a pair's private half for intake, else one 32-byte key."""
        return 96 if self is KeyKind.INTAKE else 32

    @property
    def variable(self) -> str:
        """Return the environment variable that names the file (architecture §9)."""
        return f"MCOLLECTOR_{self.value.upper()}_KEY_FILE"


def create_keyfile(path: Path, *, kind: str) -> Key:
    """Write a new key, flushed to the disk with its folder, and return it as read back.

    Mode 0400; never overwrites. The folder must exist. Raises KeyFileRefused.
    """
    right = KeyKind(kind)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        raise keyfile_refusals.exists(path.name, right.variable) from None
    except OSError as error:
        raise keyfile_refusals.not_made(path.name, right.variable, error) from None
    try:
        _write(descriptor, new_key(right.size))
        _flush_folder(path.parent)
    except OSError as error:
        path.unlink()
        raise keyfile_refusals.not_made(path.name, right.variable, error) from None
    return read_keyfile(path, kind=kind)


def read_keyfile(path: Path, *, kind: str) -> Key:
    """Return the key: 32 bytes, or 96 for "intake".

    Raises KeyFileRefused, with cause and remedy, for a file that is missing, unreadable, not a
    plain file, open to group or others, empty or of the wrong length.
    """
    right = KeyKind(kind)
    try:
        # Not blocking: a pipe in the file's place must not hold the start for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        raise keyfile_refusals.missing(path.name, right.variable) from None
    except OSError as error:
        raise keyfile_refusals.not_read(path.name, right.variable, error) from None
    try:
        return _checked(descriptor, path.name, right)
    finally:
        os.close(descriptor)


def check_value(key: bytes, purpose: str) -> bytes:
    """Return 16 bytes that tell keys apart and nothing about the key; stored beside what it opens.

    Compare before the first use: a wrong key must be noticed before anything is sealed under it.
    """
    text = b"m-collector key check value v1\x00" + purpose.encode()
    return hmac.digest(key, text, hashlib.sha256)[:16]


def _write(descriptor: int, key: Key) -> None:
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o400)
        file.write(key)
        file.flush()
        os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _checked(descriptor: int, name: str, kind: KeyKind) -> Key:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise keyfile_refusals.not_a_file(name, kind.variable)
    # By the mode, not by trying: root can read every file, its own ones too.
    if status.st_mode & _OTHERS:
        raise keyfile_refusals.open_to_others(name, kind.variable)
    if status.st_size == 0:
        raise keyfile_refusals.empty(name, kind.variable)
    content = os.read(descriptor, kind.size + 1)
    if len(content) != kind.size:
        raise keyfile_refusals.wrong_size(name, kind.variable, status.st_size, kind.size)
    return Key(content)
