"""Vaults, their slots, and boxes: every key pair of the house, private halves sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, belongs_to, within_company
from mcollector.store.types import SealedColumn, Word


class Vault(CompanyRow):
    """A company's key pair; the private half is in its slots only."""

    __tablename__ = "vaults"
    __table_args__ = within_company()
    audit_subject = "company"

    public: Mapped[bytes]
    created_at: Mapped[datetime]


class VaultSlot(CompanyRow):
    """One way to open the vault: `server`, `recovery` or `passphrase`."""

    __tablename__ = "vault_slots"
    __table_args__ = within_company(
        belongs_to("vaults", "vault_id"), UniqueConstraint("company_id", "vault_id", "kind")
    )
    audit_subject = "company"

    vault_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(16))
    wrapped: Mapped[bytes]


class Box(CompanyRow):
    """A key pair for one kind of value of one person or dependent; its end is the disposal."""

    __tablename__ = "boxes"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "owner_id", "kind", "generation"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    kind: Mapped[BoxKind] = mapped_column(Word(BoxKind))
    generation: Mapped[int]
    public: Mapped[bytes]
    private: Mapped[Sealed] = mapped_column(SealedColumn(BoxKind.VAULT))
    created_at: Mapped[datetime]


class KeyCheck(CompanyRow):
    """A check value of a key of the installation, and the public half where it has one."""

    __tablename__ = "key_checks"
    __table_args__ = within_company(UniqueConstraint("company_id", "name"))
    audit_subject = "company"

    name: Mapped[str] = mapped_column(String(16))
    check_value: Mapped[bytes]
    public: Mapped[bytes | None]
    created_at: Mapped[datetime]
