"""What the pages of 証明書登録 share: the device's key, translated errors, the way to the next."""

from collections.abc import Mapping

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from mcollector.rules.sentences import Sentence
from mcollector.services import device_keys
from mcollector.web import state
from mcollector.web.sessions import device_key, set_device_key


def key_of_device() -> bytes:
    """Return the key of this device's draft, a new one on a new device."""
    return device_key() or device_keys.new()


def go(endpoint: str, key: bytes | None = None) -> ResponseReturnValue:
    """Redirect to the endpoint, leaving the device its key."""
    response = make_response(redirect(url_for(f"portal.{endpoint}")))
    if key is not None:
        set_device_key(response, key)
    return response


def translated(errors: Mapping[str, Sentence]) -> dict[str, str]:
    """Return the errors in the reader's language."""
    return {name: state.words(sentence) for name, sentence in errors.items()}
