"""Passwords: Argon2id hashes, and an answer for unknown accounts that costs the same."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from mcollector.vault.turns import turn

_HASHER = PasswordHasher(
    time_cost=3, memory_cost=12 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
)
"""Architecture §11: ASVS's minimum, about 18 ms; 12 MiB for each turn."""


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody has, made when the first one is verified."""
    return _HASHER.hash(secrets.token_bytes(32))


def hash_password(password: str) -> str:
    """Return the Argon2id hash in PHC form; raises TooBusy. The rules check strength before."""
    with turn():
        return _HASHER.hash(_folded(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether the password fits; raises TooBusy.

    None stands for an account that is not there or has no password: False, at the same cost. The
    first call of a process costs one hash more, whoever is asked for.
    """
    with turn():
        nobodys = _nobodys()
        try:
            _HASHER.verify(stored or nobodys, _folded(password))
        except VerifyMismatchError:
            return False
    return stored is not None


def _folded(password: str) -> bytes:
    """Return NFKC bytes: the same keys typed on another device are the same password."""
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
