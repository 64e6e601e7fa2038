"""Small values sealed under a key of 32 bytes: what the server key or a device guards itself.

A sealed value is `version ‖ suite ‖ salt (32) ‖ ciphertext ‖ tag`. Each value gets its own AES key
and nonce from HKDF-SHA256(key, salt), so a random nonce never has to be unique by luck.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mcollector.rules.sealed import Sealed
from mcollector.vault.keys import KEY_SIZE, CannotOpen, new_key

_FORMAT = bytes((1, 2))
_SALT_SIZE = 32
_HEADER_SIZE = len(_FORMAT) + _SALT_SIZE
_NONCE_SIZE = 12
_INFO = b"m-collector small envelope v1"


def seal(key: bytes, context: bytes, plain: bytes) -> Sealed:
    """Return the plain bytes sealed under a 32-byte key and bound to the context.

    The result is 50 bytes longer. Raises ValueError for a key of another length.
    """
    header = _FORMAT + new_key(_SALT_SIZE)
    cipher, nonce = _cipher(key, header)
    return Sealed(header + cipher.encrypt(nonce, plain, context + header))


def open_sealed(key: bytes, context: bytes, sealed: bytes) -> bytes:
    """Return what was sealed; raises CannotOpen whatever is wrong, and then gives no byte."""
    header = sealed[:_HEADER_SIZE]
    if len(header) < _HEADER_SIZE or not header.startswith(_FORMAT):
        raise CannotOpen
    try:
        cipher, nonce = _cipher(key, header)
        return cipher.decrypt(nonce, sealed[_HEADER_SIZE:], context + header)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _cipher(key: bytes, header: bytes) -> tuple[AESGCM, bytes]:
    if len(key) != KEY_SIZE:
        raise ValueError("a sealing key is 32 bytes long")
    salt = header[len(_FORMAT) :]
    both = HKDF(SHA256(), KEY_SIZE + _NONCE_SIZE, salt=salt, info=_INFO).derive(key)
    return AESGCM(both[:KEY_SIZE]), both[KEY_SIZE:]
