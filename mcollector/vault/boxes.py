"""Boxes: anyone with the public half can seal into one, only the private half opens it.

HPKE base mode (RFC 9180) with the hybrid KEM ML-KEM-768 + X25519, HKDF-SHA256 and AES-256-GCM.
A sealed value is `version ‖ suite ‖ key id (16) ‖ encapsulated key (1,120) ‖ ciphertext ‖ tag`.
"""

from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from mcollector.rules.sealed import Sealed
from mcollector.vault.keys import CannotOpen, Key, new_key

PRIVATE_SIZE = 96
_FORMAT = bytes((1, 1))
_HEADER_SIZE = 18
_SEED_SIZE = 64
_MLKEM_PUBLIC_SIZE = 1184
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Public half: ML-KEM 1,184 ‖ X25519 32 bytes; private half: ML-KEM seed 64 ‖ X25519 32."""

    public: bytes = field(repr=False)
    private: Key


def new_pair() -> KeyPair:
    """Return a fresh pair; any 96 random bytes are a private half."""
    private = new_key(PRIVATE_SIZE)
    return KeyPair(public_of(private), private)


def public_of(private: bytes) -> bytes:
    """Return the public half, 1,216 bytes; raises ValueError unless given 96 bytes."""
    mlkem, x25519 = _private_halves(private)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal(public: bytes, key_id: UUID, context: bytes, plain: bytes) -> Sealed:
    """Return the plain bytes sealed to the public half; 1,154 bytes longer than they were.

    `key_id` tells later which private half opens it and cannot be changed afterwards; `context`
    is not stored and must be given again. Raises ValueError for a malformed public half.
    """
    header = _FORMAT + key_id.bytes
    return Sealed(header + _SUITE.encrypt(plain, _public(public), info=context + header))


def open_sealed(private: bytes, context: bytes, sealed: bytes) -> bytes:
    """Return what was sealed; raises CannotOpen whatever is wrong, and then gives no byte."""
    key_id_of(sealed)
    info = context + sealed[:_HEADER_SIZE]
    try:
        return _SUITE.decrypt(memoryview(sealed)[_HEADER_SIZE:], _private(private), info=info)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def key_id_of(sealed: bytes) -> UUID:
    """Return which key pair the value says it was sealed to; raises CannotOpen if it says none."""
    if len(sealed) < _HEADER_SIZE or not sealed.startswith(_FORMAT):
        raise CannotOpen
    return UUID(bytes=bytes(sealed[len(_FORMAT) : _HEADER_SIZE]))


def _private_halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    mlkem = MLKEM768PrivateKey.from_seed_bytes(private[:_SEED_SIZE])
    return mlkem, X25519PrivateKey.from_private_bytes(private[_SEED_SIZE:])


def _private(private: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(*_private_halves(private))


def _public(public: bytes) -> MLKEM768X25519PublicKey:
    mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_SIZE])
    x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_SIZE:])
    return MLKEM768X25519PublicKey(mlkem, x25519)
