"""What a stored line says: read back from the bytes as they were hashed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules import canonical

_PLAIN = re.compile(r"[\w:-]*", re.ASCII)

COPIED = ("log", "seq", "at", "actor", "action", "subject", "object")
"""The fields that stand in columns of their own beside the line, for searching."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the columns beside a line say: ids as 32 hexadecimal digits, "" for none."""

    log: str
    seq: int
    at: int
    actor: str
    action: str
    subject: str
    object: str


def differing(body: bytes, copies: Copies) -> frozenset[str]:
    """Return the names of the copied fields in which the line and its copies differ.

    Raises ValueError for what is no line at all. A line as the trail writes it is compared without
    being parsed, which costs half.
    """
    if _PLAIN.fullmatch(copies.actor + copies.action) and _is_written_so(body, copies):
        return frozenset()
    said = canonical.decode(body)
    return frozenset(name for name in COPIED if said.get(name) != getattr(copies, name))


def _is_written_so(body: bytes, copies: Copies) -> bool:
    """Compare the bytes: within a text a quotation mark has a backslash, so no fact is a field."""
    head = f'{{"action":"{copies.action}","actor":"{copies.actor}","at":{copies.at},"facts":{{'
    log = f'{copies.log}","object":"{copies.object}","purpose":"'
    end = f',"seq":{copies.seq},"subject":"{copies.subject}","table":"'
    tail = body.rpartition(b',"log":"')[2]
    return body.startswith(head.encode()) and tail.startswith(log.encode()) and end.encode() in tail


def sealed_digest(body: bytes, column: str) -> bytes | None:
    """Return the SHA-256 that a line of sealing gives for the column, or None."""
    digest = facts(body).get(column)
    return bytes.fromhex(digest) if isinstance(digest, str) else None


def number(body: bytes, fact: str) -> int | None:
    """Return the number that a line gives under the fact's name, or None."""
    value = facts(body).get(fact)
    return value if isinstance(value, int) else None


def result(body: bytes) -> str:
    """Return how what the line tells of ended."""
    return str(canonical.decode(body)["result"])


def facts(body: bytes) -> Mapping[str, object]:
    """Return all that a line gives beside its fields."""
    given = canonical.decode(body)["facts"]
    return given if isinstance(given, dict) else {}
