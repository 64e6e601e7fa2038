"""Codes people read and type: Crockford characters, five bits each, drawn or computed."""

import secrets

from mcollector.rules.login.one_time import ALPHABET

_BITS = 5


def new_code(length: int) -> str:
    """Return that many random characters in plain form."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_from(data: bytes, length: int) -> str:
    """Return the first `5 × length` bits of the data as characters; the data must hold as many."""
    bits = int.from_bytes(data) >> (8 * len(data) - _BITS * length)
    shifts = range(_BITS * (length - 1), -1, -_BITS)
    return "".join(ALPHABET[bits >> shift & 31] for shift in shifts)
