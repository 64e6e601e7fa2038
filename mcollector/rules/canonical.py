"""Canonical JSON: one value has exactly one form in bytes, so that bytes can be hashed and kept."""

import json
from collections.abc import Mapping


def encode(value: Mapping[str, object]) -> bytes:
    """Return the one form: keys sorted by code point, no spaces, UTF-8, whole numbers only.

    Raises TypeError for a float or any other value JSON does not have (a time goes in as an
    integer), and for a key that is not text.
    """
    _demand_plain(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def decode(body: bytes) -> dict[str, object]:
    """Return the value again; raise ValueError unless `body` is what `encode` would write."""
    value = json.loads(body)
    if not isinstance(value, dict) or not _is_canonical(value, body):
        raise ValueError("these bytes are not canonical JSON")
    return value


def _is_canonical(value: dict[str, object], body: bytes) -> bool:
    try:
        return encode(value) == body
    except TypeError:
        return False


def _demand_plain(value: object) -> None:
    if isinstance(value, Mapping):
        _demand_text_keys(value)
        for part in value.values():
            _demand_plain(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _demand_plain(part)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"canonical JSON has no {type(value).__name__}")


def _demand_text_keys(value: Mapping[object, object]) -> None:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("canonical JSON has text for keys")
