"""Refusals (提出拒否) and promises (まだ手元にない): what somebody said instead of submitting."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, belongs_to, within_company
from mcollector.store.types import SealedColumn


class Refusal(CompanyRow):
    """One word of the employee's; `ended_at` when another, a change of mind or 「更新」 followed.

    The reason in the employee's own words may speak of health or family: it is sealed.
    """

    __tablename__ = "refusals"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        Index("ix_refusals_person", "company_id", "person_id", "ended_at"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(String(24))
    ready_on: Mapped[date | None]
    text: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RefusalNote(CompanyRow):
    """One talk of the office with somebody who does not submit: its day, and what was said.

    `key` comes from the page, so that a double click makes one. The words may speak of health or
    family: they are sealed.
    """

    __tablename__ = "refusal_notes"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "person_id", "key"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    account_id: Mapped[UUID]
    key: Mapped[UUID]
    on: Mapped[date]
    text: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    made_at: Mapped[datetime]
