"""Slots: the ways to open a company's vault, as LUKS has them; each wraps the same private half.

`context` names company, vault and slot; a slot moved elsewhere or read as another kind stays shut.
"""

import unicodedata

from argon2 import Type
from argon2.low_level import hash_secret_raw

from mcollector.rules.login import one_time
from mcollector.rules.sealed import Sealed
from mcollector.vault import codes, sealing_keys
from mcollector.vault.keys import KEY_SIZE, CannotOpen, Key, derive, new_key
from mcollector.vault.turns import turn

RECOVERY_LENGTH = 28
"""Characters of a recovery code: 140 bits, seven groups of four."""

_FORMAT = bytes((1, 3))
_SALT_SIZE = 16
_HEADER_SIZE = len(_FORMAT) + _SALT_SIZE


def wrap_with_server(server_key: bytes, context: bytes, private: bytes) -> Sealed:
    """Return the private half wrapped under the 32-byte server key."""
    return sealing_keys.seal(_server(server_key), context, private)


def unwrap_with_server(server_key: bytes, context: bytes, wrapped: bytes) -> Key:
    """Return the private half; raises CannotOpen."""
    return Key(sealing_keys.open_sealed(_server(server_key), context, wrapped))


def new_recovery_code() -> str:
    """Return a code to print: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`."""
    return one_time.group(codes.new_code(RECOVERY_LENGTH))


def wrap_with_recovery(code: str, context: bytes, private: bytes) -> Sealed:
    """Return the private half wrapped under the code; ValueError if the code is not one of ours."""
    if not _is_code(code):
        raise ValueError("a recovery code has 28 characters")
    return sealing_keys.seal(_recovery(code), context, private)


def unwrap_with_recovery(code: str, context: bytes, wrapped: bytes) -> Key:
    """Return the private half, however the code was typed; raises CannotOpen."""
    if not _is_code(code):
        raise CannotOpen
    return Key(sealing_keys.open_sealed(_recovery(code), context, wrapped))


def wrap_with_passphrase(passphrase: str, context: bytes, private: bytes) -> Sealed:
    """Return the private half wrapped under a passphrase; its strength is the caller's rule."""
    header = _FORMAT + new_key(_SALT_SIZE)
    key = _passphrase(passphrase, header)
    return Sealed(header + sealing_keys.seal(key, context + header, private))


def unwrap_with_passphrase(passphrase: str, context: bytes, wrapped: bytes) -> Key:
    """Return the private half; raises CannotOpen, TooBusy."""
    header = wrapped[:_HEADER_SIZE]
    if len(header) < _HEADER_SIZE or not header.startswith(_FORMAT):
        raise CannotOpen
    key = _passphrase(passphrase, header)
    return Key(sealing_keys.open_sealed(key, context + header, wrapped[_HEADER_SIZE:]))


def _server(server_key: bytes) -> Key:
    return derive(server_key, "m-collector server slot v1")


def _recovery(code: str) -> Key:
    return derive(one_time.plain(code).encode(), "m-collector recovery slot v1")


def _is_code(code: str) -> bool:
    return one_time.is_well_formed(one_time.plain(code), RECOVERY_LENGTH)


def _passphrase(passphrase: str, header: bytes) -> Key:
    """Argon2id, second profile of RFC 9106: 64 MiB, 3 passes, 4 lanes; fixed by the suite byte."""
    secret = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    with turn():
        return Key(
            hash_secret_raw(
                secret,
                salt=header[len(_FORMAT) :],
                time_cost=3,
                memory_cost=64 * 1024,
                parallelism=4,
                hash_len=KEY_SIZE,
                type=Type.ID,
            )
        )
