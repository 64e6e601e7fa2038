"""Drafts: the half-finished form under a key only the employee's own device has."""

import secrets
from uuid import UUID

from mcollector.vault import sealing_keys


def new_device_key() -> bytes:
    """Return 32 random bytes for the device's cookie."""
    return secrets.token_bytes(32)


def seal_draft(device_key: bytes, person_id: UUID, context: bytes, plain: bytes) -> bytes:
    """Seal under HKDF(device key, person): another person on the device opens nothing."""
    return sealing_keys.seal(_key(device_key, person_id), context, plain)


def open_draft(device_key: bytes, person_id: UUID, context: bytes, sealed: bytes) -> bytes:
    """Return the draft; raises CannotOpen on another device or for another person."""
    return sealing_keys.open_sealed(_key(device_key, person_id), context, sealed)


def _key(device_key: bytes, person_id: UUID) -> bytes:
    return sealing_keys.derive(device_key, person_id.bytes, b"m-collector draft 1")
