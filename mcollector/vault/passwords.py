"""Passwords: Argon2id, never more than twice the cores at once."""

import os
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=3, memory_cost=12 * 1024, parallelism=1)
"""ASVS 11.4.2's minimum, about 18 ms (architecture §11)."""

_AT_ONCE = threading.BoundedSemaphore(2 * (os.cpu_count() or 1))


def hash_password(password: str) -> str:
    """Return the hash with its parameters and salt."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether the password fits; nobody's (None) costs the same time and never fits."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _nobodys(), password)
        except (Argon2Error, InvalidHashError):
            return False
    return stored is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash(os.urandom(16).hex())
