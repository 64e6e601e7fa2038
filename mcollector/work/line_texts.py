"""What a stored line says: read back from the bytes as they were hashed."""

from mcollector.rules import canonical


def sealed_digest(body: bytes, column: str) -> bytes | None:
    """Return the SHA-256 that a line of sealing gives for the column, or None."""
    facts = canonical.decode(body)["facts"]
    digest = facts.get(column) if isinstance(facts, dict) else None
    return bytes.fromhex(digest) if isinstance(digest, str) else None


def number(body: bytes, fact: str) -> int | None:
    """Return the number that a line gives under the fact's name, or None."""
    facts = canonical.decode(body)["facts"]
    value = facts.get(fact) if isinstance(facts, dict) else None
    return value if isinstance(value, int) else None
