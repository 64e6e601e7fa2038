"""Hashes: fixed-length traces of things that are looked up or compared, not read."""

import hashlib
import hmac
import unicodedata


def sha256(data: bytes) -> bytes:
    """Return the 32-byte SHA-256 of the data."""
    return hashlib.sha256(data).digest()


def mail_digest(mail: str) -> bytes:
    """Return the digest a login looks an address up by; case, width and outer spaces are forgiven.

    The address itself is kept as it was written; only its comparison ignores case.
    """
    folded = unicodedata.normalize("NFKC", mail).strip().lower()
    return sha256(folded.encode(errors="surrogatepass"))


def same(left: bytes, right: bytes) -> bool:
    """Compare without telling by the time taken where the first difference is."""
    return hmac.compare_digest(left, right)
