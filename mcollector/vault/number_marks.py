"""Marks of numbers and pictures: what turns up twice is suspected, and never read from them."""

import hashlib
import hmac
from uuid import UUID

from mcollector.vault.keys import derive

_LABEL = b"mynum/bidx/v1"
_SIZE, _MARK = 3, 12


def number_mark(intake_private: bytes, company_id: UUID, digits: str) -> int:
    """Return 24 bits of a keyed hash of the twelve ASCII digits, 0 … 16,777,215.

    About 6,000 possible numbers share each value, so it names nobody even to whoever has the key;
    a hit is a suspicion that opening must confirm. Companies are not comparable.
    """
    key = derive(intake_private, "m-collector fingerprint v1", company_id.bytes)
    mac = hmac.digest(key, _LABEL + digits.encode("ascii"), hashlib.sha256)
    return int.from_bytes(mac[:_SIZE])


def picture_mark(intake_private: bytes, company_id: UUID, digest: str) -> str:
    """Return a keyed mark of a photograph's digest: two of one company are compared, no more."""
    key = derive(intake_private, "m-collector pixels v1", company_id.bytes)
    return hmac.digest(key, digest.encode("ascii"), hashlib.sha256)[:_MARK].hex()


def looks_mask(intake_private: bytes, company_id: UUID) -> int:
    """Return 64 bits to lay over the looks of a company's photographs.

    How many bits two of them differ in stays the same; what a photograph looks like cannot be told
    from the database alone.
    """
    return int.from_bytes(derive(intake_private, "m-collector looks v1", company_id.bytes)[:8])
