"""Device keys, for web code that imports no cryptography."""

from mcollector.vault.drafts import new_device_key


def new() -> bytes:
    """Return a key for a device's draft cookie, 32 bytes."""
    return new_device_key()
