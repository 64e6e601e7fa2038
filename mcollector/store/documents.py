"""Documents: one photograph of a paper each, sealed from the moment it was received."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.rules.states import DocumentState
from mcollector.store.base import CompanyRow, Versioned, belongs_to, within_company
from mcollector.store.types import SealedColumn, SealedFile, Word


class Document(Versioned, CompanyRow):
    """A photograph: `intake` until the worker cleaned it, then `large` and `small`.

    `rotation` is how far it is turned to be read: degrees to the right.
    `reading` waits for the number to be compared with, `finding` is what came of it. `hints` are
    codes for the employee, divided by spaces, `keeps_it` is 「このまま使う」. `look` tells a very
    like photograph again, `pixels` the very same one, both under a key of the worker's.
    It is bound to a submission by 「更新」; one bound to nothing is destroyed after 30 days.
    """

    __tablename__ = "documents"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        Index("ix_documents_person", "company_id", "person_id", "slot"),
        Index("ix_documents_pixels", "company_id", "pixels"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    submission_id: Mapped[UUID | None]
    slot: Mapped[str] = mapped_column(String(24))
    state: Mapped[DocumentState] = mapped_column(Word(DocumentState))
    intake: Mapped[str | None] = mapped_column(SealedFile(BoxKind.INTAKE))
    large: Mapped[str | None] = mapped_column(SealedFile(BoxKind.PAPERS))
    small: Mapped[str | None] = mapped_column(SealedFile(BoxKind.PAPERS))
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    rotation: Mapped[int] = mapped_column(default=0)
    reading: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.INTAKE))
    finding: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PAPERS))
    hints: Mapped[str] = mapped_column(String(160), default="")
    keeps_it: Mapped[bool] = mapped_column(default=False)
    pixels: Mapped[str | None] = mapped_column(String(24))
    look: Mapped[int | None] = mapped_column(BigInteger())
    refusal: Mapped[str] = mapped_column(String(32), default="")
    received_at: Mapped[datetime]
