"""Reviews (本人性確認) and returns (差し戻し)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.store.base import CompanyRow, belongs_to, within_company


class Review(CompanyRow):
    """A finished 本人性確認: who checked what, when, by which kind of papers."""

    __tablename__ = "reviews"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        UniqueConstraint("company_id", "submission_id"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    account_id: Mapped[UUID]
    verified_on: Mapped[date]
    checks: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class Return(CompanyRow):
    """One photograph sent back with a reason; resolved when a new one came."""

    __tablename__ = "returns"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        belongs_to("documents", "document_id"),
        Index("ix_returns_person", "company_id", "person_id", "resolved_at"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    document_id: Mapped[UUID]
    slot: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(24))
    comment: Mapped[str] = mapped_column(String(500))
    account_id: Mapped[UUID]
    made_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
