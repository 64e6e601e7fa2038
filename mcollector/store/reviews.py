"""Reviews (本人性確認), who holds one at the moment, and returns (差し戻し)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, belongs_to, within_company
from mcollector.store.types import SealedColumn

_STANDING = text("cancelled_at IS NULL")


class Review(CompanyRow):
    """A finished 本人性確認: who checked what, when, by which kind of papers and in which manner.

    It never holds a number. `hired_by` names the kind of paper seen when the person was hired
    (`hired_on`), where that stands in for papers of identity. A submission has one that stands;
    one that was taken back (確認を取り消す) stays as a record.
    """

    __tablename__ = "reviews"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        Index(
            "ix_reviews_standing",
            "company_id",
            "submission_id",
            unique=True,
            info={"where": _STANDING},
        ),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    account_id: Mapped[UUID]
    verified_on: Mapped[date]
    checks: Mapped[str] = mapped_column(Text)
    manner: Mapped[str] = mapped_column(String(16))
    hired_by: Mapped[str] = mapped_column(String(24), default="")
    hired_on: Mapped[date | None]
    made_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[UUID | None]
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")


class ReviewMemo(CompanyRow):
    """社内メモ: what a reviewer wrote about the review for the other reviewers of the company.

    `key` comes from the page, so that a double click makes one. The words may speak of health or
    family: they are sealed to what is destroyed with the person's profile.
    """

    __tablename__ = "review_memos"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "person_id", "key"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    account_id: Mapped[UUID]
    key: Mapped[UUID]
    text: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    made_at: Mapped[datetime]


class ReviewLock(CompanyRow):
    """Who of the office has the person's review open, and until when it is theirs."""

    __tablename__ = "review_locks"
    __table_args__ = within_company(
        belongs_to("people", "person_id"), UniqueConstraint("company_id", "person_id")
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    account_id: Mapped[UUID]
    until: Mapped[datetime]


class ReturnRound(CompanyRow):
    """One 差し戻し of the office: its letter, and what stood before, so that it can be undone."""

    __tablename__ = "return_rounds"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        Index("ix_return_rounds_person", "company_id", "person_id"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    account_id: Mapped[UUID]
    letter_id: Mapped[UUID]
    uploaded_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Return(CompanyRow):
    """One photograph sent back with a reason; resolved when a new one came.

    `round_id` is None for what the house itself sent back.
    """

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
    round_id: Mapped[UUID | None]
