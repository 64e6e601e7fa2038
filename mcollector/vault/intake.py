"""Intake: the worker's key pair for what waits to be processed, and the letters' secrets."""

import hashlib
import hmac
from uuid import UUID

from mcollector.rules.login import one_time
from mcollector.vault import codes, hashes
from mcollector.vault.boxes import KeyPair, public_of
from mcollector.vault.keys import Key, derive


def pair_of(private: bytes) -> KeyPair:
    """Return the pair of the worker's key file; raises ValueError unless given its 96 bytes."""
    return KeyPair(public_of(private), Key(private))


def letter_key(intake_private: bytes) -> Key:
    """Return the key the letters' secrets are computed with; it ends with the intake key."""
    return derive(intake_private, "m-collector letter key v1")


def letter_secret(letter_key: bytes, letter_id: UUID) -> str:
    """Return the letter's one-time secret in plain form: 20 characters, the same at every retry."""
    mac = hmac.digest(letter_key, letter_id.bytes, hashlib.sha256)
    return codes.code_from(mac, one_time.LENGTH)


def new_secret() -> str:
    """Return a random secret of the same shape, for what is shown once and never mailed again."""
    return codes.new_code(one_time.LENGTH)


def secret_digest(secret: str) -> bytes:
    """Return what is stored: SHA-256 of the plain form, however the secret was typed.

    100 random bits need no slow hash. Text that is no secret gets a digest that fits none.
    """
    return hashes.sha256(one_time.plain(secret).encode(errors="surrogatepass"))
