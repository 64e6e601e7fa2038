"""Signed checkpoints: C2SP tlog-checkpoint in a signed note, by Ed25519."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_NAME = "m-collector"


def public_of(private: bytes) -> bytes:
    """Return the public half of the 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign_note(private: bytes, origin: str, size: int, root: bytes) -> str:
    """Return the note: origin, size and root, an empty line, the signature line."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(text.encode())
    marked = base64.b64encode(_key_hash(public_of(private)) + signature).decode()
    return f"{text}\n— {KEY_NAME} {marked}\n"


def verify_note(public: bytes, note: str) -> tuple[str, int, bytes]:
    """Return origin, size and root; raises ValueError for a note this key did not sign."""
    text, _, signatures = note.partition("\n\n")
    try:
        marked = base64.b64decode(signatures.strip().rsplit(" ", 1)[-1], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(marked[4:], (text + "\n").encode())
        origin, size, root = text.split("\n")
        return origin, int(size), base64.b64decode(root, validate=True)
    except (InvalidSignature, ValueError):
        raise ValueError("the checkpoint's signature does not fit") from None


def _key_hash(public: bytes) -> bytes:
    """Return the key hash of C2SP signed-note: SHA-256(name ‖ newline ‖ type ‖ key), 4 bytes."""
    return hashlib.sha256(KEY_NAME.encode() + b"\n\x01" + public).digest()[:4]
