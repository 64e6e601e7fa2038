"""The second factor: TOTP (RFC 6238) as authenticator apps know it, and recovery codes."""

import hmac
import unicodedata
from datetime import datetime

import pyotp

from mcollector.rules.login import one_time
from mcollector.vault import codes, hashes

STEP = 30
GRACE = 5
"""Seconds the code before is still taken: somebody who typed slowly meets the next step."""

_SEED_LENGTH = 32
_CODES = 10
_CODE_LENGTH = 16


def new_seed() -> str:
    """Return a seed of 160 bits as 32 Base32 characters, the form apps take when typed in."""
    return pyotp.random_base32(_SEED_LENGTH)


def provisioning_uri(seed: str, account: str, issuer: str) -> str:
    """Return the `otpauth://totp/…` address for a QR code: SHA-1, six digits, 30 seconds."""
    return pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name=issuer)


def accepted_step(seed: str, code: str, now: datetime) -> int | None:
    """Return the step the code belongs to, None if it is not the current one.

    The caller stores the step and refuses one that is not later: a code counts once.
    """
    moment = int(now.timestamp())
    totp = pyotp.TOTP(seed)
    typed = "".join(unicodedata.normalize("NFKC", code).split()).encode(errors="surrogatepass")
    steps = {moment // STEP, (moment - GRACE) // STEP}
    fitting = [
        step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), typed)
    ]
    return max(fitting, default=None)


def new_recovery_codes() -> list[str]:
    """Return ten codes of 80 bits to show once: `XXXX-XXXX-XXXX-XXXX`."""
    return [one_time.group(codes.new_code(_CODE_LENGTH)) for _ in range(_CODES)]


def code_digest(code: str) -> bytes:
    """Return what is stored of a recovery code: SHA-256 of its plain form, however it was typed."""
    return hashes.sha256(one_time.plain(code).encode(errors="surrogatepass"))
