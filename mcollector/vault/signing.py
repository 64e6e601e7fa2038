"""Signing: checkpoints of the audit log as C2SP signed notes (signed-note, tlog-checkpoint).

A note is `origin ⏎ size ⏎ base64 root ⏎ ⏎ — origin base64(key hash ‖ Ed25519 signature) ⏎`,
readable by the tools other transparency logs use.
"""

import base64
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mcollector.vault import hashes

_ED25519 = b"\x01"
_ROOT_SIZE = 32
_NAME = re.compile(r"[^\s+]+")
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\s+]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)"
    r"\n— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)


class NoteRefused(ValueError):
    """The note is not one we signed: another key, changed, or not a note at all."""

    def __init__(self) -> None:
        super().__init__("the checkpoint's note does not verify")


def public_of(private: bytes) -> bytes:
    """Return the 32-byte Ed25519 public key of a 32-byte seed; ValueError for another length."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign_note(private: bytes, origin: str, size: int, root: bytes) -> str:
    """Return the signed note; the same input gives the same note.

    `origin` names the log and the key, without spaces or plus signs; `root` is 32 bytes. Raises
    ValueError for anything a note cannot hold. Whether the tree is consistent is the caller's.
    """
    if not _NAME.fullmatch(origin) or size < 0 or len(root) != _ROOT_SIZE:
        raise ValueError("a note needs an origin without spaces, a size and a root of 32 bytes")
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(text.encode())
    line = base64.b64encode(_key_hash(origin, public_of(private)) + signature).decode()
    return f"{text}\n— {origin} {line}\n"


def verify_note(public: bytes, note: str) -> tuple[str, int, bytes]:
    """Return (origin, size, root) of a note signed by the key; raises NoteRefused otherwise."""
    parts = _NOTE.fullmatch(note)
    if parts is None or parts["name"] != parts["origin"]:
        raise NoteRefused
    signed = base64.b64decode(parts["signature"])
    root = base64.b64decode(parts["root"])
    _refuse_unless_signed(public, parts["origin"], parts["text"].encode(), signed)
    return parts["origin"], int(parts["size"]), root


def _refuse_unless_signed(public: bytes, origin: str, text: bytes, signed: bytes) -> None:
    if signed[:4] != _key_hash(origin, public):
        raise NoteRefused
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], text)
    except (InvalidSignature, ValueError):
        raise NoteRefused from None


def _key_hash(name: str, public: bytes) -> bytes:
    return hashes.sha256(name.encode() + b"\n" + _ED25519 + public)[:4]
