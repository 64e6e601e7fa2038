"""The second factor: TOTP (RFC 6238, SHA-1, 6 digits, 30 s) and recovery codes."""

import secrets
from datetime import datetime, timedelta

import pyotp

from mcollector.rules.one_time import ALPHABET, plain
from mcollector.vault.digests import sha256

STEP = 30
GRACE = timedelta(seconds=5)


def new_seed() -> str:
    """Return a seed of 160 bits as Base32."""
    return pyotp.random_base32(32)


def provisioning_uri(seed: str, account: str, issuer: str) -> str:
    """Return the otpauth URI an authenticator app reads from a QR code."""
    return str(pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name=issuer))


def accepted_step(seed: str, code: str, now: datetime) -> int | None:
    """Return the time step the code belongs to: the current one, or the last for 5 s more.

    The caller stores the step and refuses one not above it, so a code counts once.
    """
    typed = plain(code)
    totp = pyotp.TOTP(seed)
    for moment in (now, now - GRACE):
        step = int(moment.timestamp()) // STEP
        if secrets.compare_digest(totp.at(step * STEP), typed):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes of 80 bits, each four groups of four."""
    return ["-".join(_group() for _ in range(4)) for _ in range(10)]


def code_digest(code: str) -> bytes:
    """Return the digest a recovery code is stored as."""
    return sha256(b"recovery\x00" + plain(code).encode())


def _group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(4))
