"""Drafts: a half-finished form, opened only with the device's cookie and the person's session."""

from uuid import UUID

from mcollector.rules.sealed import Sealed
from mcollector.vault import sealing_keys
from mcollector.vault.keys import Key, derive, new_key


def new_device_key() -> Key:
    """Return 32 random bytes for the device's cookie; the house keeps no copy."""
    return new_key()


def seal_draft(device_key: bytes, person_id: UUID, context: bytes, plain: bytes) -> Sealed:
    """Return the form sealed for this device and person."""
    return sealing_keys.seal(_draft_key(device_key, person_id), context, plain)


def open_draft(device_key: bytes, person_id: UUID, context: bytes, sealed: bytes) -> bytes:
    """Return the form; raises CannotOpen for another device, another person or another place."""
    return sealing_keys.open_sealed(_draft_key(device_key, person_id), context, sealed)


def _draft_key(device_key: bytes, person_id: UUID) -> Key:
    return derive(device_key, "m-collector draft v1", person_id.bytes)
