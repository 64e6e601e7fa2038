"""Sealed values: what a ciphertext is bound to and why one may be opened."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class BoxKind(StrEnum):
    """What is destroyed together shares a box; the last three are not a person's."""

    NUMBER = "number"
    PAPERS = "papers"
    PROFILE = "profile"
    VAULT = "vault"
    INTAKE = "intake"
    SERVER = "server"


class Purpose(StrEnum):
    """Why a sealed value is opened; each opening's line names one."""

    REVIEW = "review"
    CLEANING = "cleaning"
    COMPARISON = "comparison"
    PROXY_ENTRY = "proxy-entry"
    ROSTER = "roster"
    STATEMENT = "statement"
    SIGN_IN = "sign-in"


class Sealed(bytes):
    """A ciphertext; it never prints itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<Sealed>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives; a value moved elsewhere does not open."""

    company_id: UUID
    table: str
    row_id: UUID
    column: str

    def context(self) -> bytes:
        """Return the bytes bound into the ciphertext: version 1, then each part with its length."""
        parts = (
            self.company_id.bytes,
            self.table.encode(),
            self.row_id.bytes,
            self.column.encode(),
        )
        return b"\x01" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
