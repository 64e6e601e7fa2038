"""Change requests (変更の申し出): what an employee wants changed after 「更新」."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, belongs_to, within_company
from mcollector.store.types import SealedColumn


class ChangeRequest(CompanyRow):
    """One request, sealed as it may speak of anything; `ended_at` when the office dealt with it.

    `key` comes from the page, so that a double click makes one.
    """

    __tablename__ = "change_requests"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "person_id", "key"),
        Index("ix_change_requests_open", "company_id", "ended_at", "made_at"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    key: Mapped[UUID]
    text: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
