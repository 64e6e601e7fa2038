"""Key material: bytes that do not show themselves, and keys derived from other keys."""

import secrets
from typing import NoReturn, SupportsIndex

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE = 32


class CannotOpen(Exception):
    """The sealed bytes do not open: wrong key, wrong place, changed or cut off — never which."""

    def __init__(self) -> None:
        super().__init__("the sealed value cannot be opened")


class Key(bytes):
    """Secret bytes; they never print and are never pickled. A slice is plain bytes again."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<Key>"

    __str__ = __repr__

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a key is not pickled")


def new_key(size: int = KEY_SIZE) -> Key:
    """Return that many random bytes from the operating system."""
    return Key(secrets.token_bytes(size))


def derive(key: bytes, label: str, data: bytes = b"") -> Key:
    """Return the 32-byte key for one use: HKDF-SHA256, info = label ‖ 0 ‖ data (RFC 5869).

    `label` is ASCII and holds no zero byte, so two uses never share a key.
    """
    info = label.encode("ascii") + b"\x00" + data
    return Key(HKDF(SHA256(), KEY_SIZE, salt=None, info=info).derive(key))
