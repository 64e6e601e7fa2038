"""Submissions: what an employee sent with 「更新」, and the dependents in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, Versioned, belongs_to, within_company
from mcollector.store.types import SealedColumn


class Submission(Versioned, CompanyRow):
    """One 「更新」; number and profile are sealed to the person's boxes.

    `papers` holds the codes of the chosen ones, divided by spaces, the one with the number first.
    `key` comes from the page, so that a double click makes one submission. `number_intake` and
    `facts_intake`, names and birth date, wait for the comparison with a photograph sent again.
    `fingerprint` lets a number that turns up twice be suspected.
    """

    __tablename__ = "submissions"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "person_id", "key"),
        UniqueConstraint("company_id", "receipt"),
        Index("ix_submissions_fingerprint", "company_id", "fingerprint"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    key: Mapped[UUID]
    receipt: Mapped[str] = mapped_column(String(24))
    papers: Mapped[str] = mapped_column(String(80))
    notice_id: Mapped[UUID]
    number: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.NUMBER))
    number_intake: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.INTAKE))
    facts_intake: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.INTAKE))
    fingerprint: Mapped[int | None]
    profile: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    made_at: Mapped[datetime]

    @property
    def paper_codes(self) -> list[str]:
        """Return the codes of the chosen papers."""
        return self.papers.split()


class Dependent(CompanyRow):
    """Somebody in the employee's care; the relation is readable, and which papers came.

    `papers` holds the codes of those the employer has to see; most dependents have none.
    What waits in `number_intake` and `facts_intake`, and `fingerprint`, are as a submission's.
    """

    __tablename__ = "dependents"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        Index("ix_dependents_submission", "company_id", "submission_id", "position"),
        Index("ix_dependents_fingerprint", "company_id", "fingerprint"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    position: Mapped[int]
    relation: Mapped[str] = mapped_column(String(24))
    papers: Mapped[str] = mapped_column(String(80), default="")
    number: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.NUMBER))
    number_intake: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.INTAKE))
    facts_intake: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.INTAKE))
    fingerprint: Mapped[int | None]
    profile: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    checked_at: Mapped[datetime]

    @property
    def paper_codes(self) -> list[str]:
        """Return the codes of the papers the employer sees of this dependent."""
        return self.papers.split()


class Draft(Versioned, CompanyRow):
    """The half-finished form, sealed under the key in the employee's own device cookie."""

    __tablename__ = "drafts"
    __table_args__ = within_company(
        belongs_to("people", "person_id"), UniqueConstraint("company_id", "person_id")
    )
    audit_subject = "nobody: only the employee's own device can open it"

    person_id: Mapped[UUID]
    content: Mapped[bytes]
    saved_at: Mapped[datetime]
