"""Device keys, for doors that hold no cryptography themselves."""

from mcollector.vault.drafts import new_device_key


def new() -> bytes:
    """Return a key for a device's draft cookie, 32 bytes."""
    return new_device_key()
