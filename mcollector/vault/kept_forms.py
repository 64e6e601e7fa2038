"""Forms kept through a login: opened with the browser's cookie, the door's key, the account."""

from uuid import UUID

from mcollector.rules.sealed import Sealed
from mcollector.vault import sealing_keys
from mcollector.vault.keys import Key, derive

_CONTEXT = b"kept form"


def seal_form(device_key: bytes, door_key: bytes, account_id: UUID, plain: bytes) -> Sealed:
    """Return the form sealed for this browser and account.

    Neither key is enough: the cookie lies in the browser, beside the sealed form, and whoever sits
    there may read both; the door's key never leaves the house.
    """
    return sealing_keys.seal(_form_key(device_key, door_key, account_id), _CONTEXT, plain)


def open_form(device_key: bytes, door_key: bytes, account_id: UUID, sealed: bytes) -> bytes:
    """Return the form; raises CannotOpen for another browser, another house or another account."""
    return sealing_keys.open_sealed(_form_key(device_key, door_key, account_id), _CONTEXT, sealed)


def _form_key(device_key: bytes, door_key: bytes, account_id: UUID) -> Key:
    return derive(device_key + door_key, "m-collector kept form v1", account_id.bytes)
