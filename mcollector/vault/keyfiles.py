"""Key files: how a process gets a key, and when it refuses one and stays sealed."""

import hashlib
import hmac
import os
import stat
from enum import StrEnum
from pathlib import Path

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say
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


class KeyFileRefused(RuleBroken):
    """The key file cannot be used or made; what it guards stays sealed, nothing is generated."""


def create(path: Path, *, kind: str) -> Key:
    """Write a new key, flushed to the disk with its folder, and return it as read back.

    Mode 0400; never overwrites. The folder must exist. Raises KeyFileRefused.
    """
    right = KeyKind(kind)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        raise _exists(path, right) from None
    except OSError as error:
        raise _not_made(path, right, error) from None
    try:
        _write(descriptor, new_key(right.size))
        _flush_folder(path.parent)
    except OSError as error:
        path.unlink()
        raise _not_made(path, right, error) from None
    return read(path, kind=kind)


def read(path: Path, *, kind: str) -> Key:
    """Return the key: 32 bytes, or 96 for "intake".

    Raises KeyFileRefused, with cause and remedy, for a file that is missing, not a plain file, of
    a strange owner, open to group or others, empty or of the wrong length.
    """
    right = KeyKind(kind)
    try:
        # Not blocking: a pipe in the file's place must not hold the start for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise _not_opened(path, right, error) from None
    with os.fdopen(descriptor, "rb") as file:
        _refuse_unless_guarded(path, right, os.fstat(descriptor))
        content = file.read(right.size + 1)
    if len(content) != right.size:
        raise _wrong_size(path, right, len(content))
    return Key(content)


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


def _refuse_unless_guarded(path: Path, kind: KeyKind, found: os.stat_result) -> None:
    """Judge by the mode, not by trying: root can read every file."""
    if not stat.S_ISREG(found.st_mode):
        raise _refused(
            say(
                "鍵ファイル「%(file)s」は通常のファイルではありません。"
                "%(variable)s に鍵のファイルを指定してください。"
            ),
            path,
            kind,
        )
    if found.st_mode & _OTHERS:
        raise _refused(
            say(
                "鍵ファイル「%(file)s」を、持ち主以外も開けるため使いません。"
                "chmod 400 で持ち主だけが読めるようにしてください（設定: %(variable)s）。"
            ),
            path,
            kind,
        )
    if os.geteuid() not in {0, found.st_uid} and found.st_uid != 0:
        raise _refused(_STRANGE_OWNER, path, kind)
