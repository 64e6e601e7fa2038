"""One-time secrets as people see and type them: 20 Crockford characters in five groups of four."""

import unicodedata
from datetime import timedelta
from enum import StrEnum

from mcollector.rules.digits import SEPARATORS

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's Base32: no I, L, O, U, so that nothing read from paper is doubtful."""

LENGTH = 20
"""100 bits: not to be guessed, whatever the lifetime."""

USER_ID_LENGTH = 8

_MISREAD = str.maketrans("OIL", "011")


class SecretKind(StrEnum):
    """What a one-time secret opens: one screen, to set one's own password."""

    SETUP = "setup"
    LETTER = "letter"
    SLIP = "slip"
    RESET = "reset"

    @property
    def lifetime(self) -> timedelta:
        """Return how long the secret is valid (architecture §9, one-time secrets)."""
        return LIFETIMES[self]


LIFETIMES = {
    SecretKind.SETUP: timedelta(hours=72),
    SecretKind.LETTER: timedelta(hours=72),
    SecretKind.SLIP: timedelta(days=14),
    SecretKind.RESET: timedelta(minutes=30),
}


def group(secret: str) -> str:
    """Return the secret as it is printed: `XXXX-XXXX-XXXX-XXXX-XXXX`."""
    return "-".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def plain(text: str) -> str:
    """Return what somebody typed or pasted in the one form whose digest is stored.

    Case, width, spaces and hyphens do not matter; O is read as 0, I and L as 1. Anything else
    stays, so that a wrong secret remains wrong.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return SEPARATORS.sub("", folded).translate(_MISREAD)


def is_well_formed(secret: str, length: int = LENGTH) -> bool:
    """Tell whether the plain form could be a secret at all."""
    return len(secret) == length and set(secret) <= set(ALPHABET)
