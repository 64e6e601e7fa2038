"""Proxy entries (代行入力): a clerk fills in somebody's form, and says why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, Versioned, belongs_to, within_company
from mcollector.store.types import SealedColumn


class ProxyEntry(Versioned, CompanyRow):
    """One entry; `content` is the half-finished form, sealed under the clerk's own device's key.

    `notice_id` is the version of 利用目的 the person was told. `submission_id` is what came of it;
    an entry that ended without one was given up, or another form was faster.
    """

    __tablename__ = "proxy_entries"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        belongs_to("submissions", "submission_id"),
        Index("ix_proxy_entries_person", "company_id", "person_id", "ended_at"),
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    account_id: Mapped[UUID]
    notice_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(String(24))
    text: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.PROFILE))
    content: Mapped[bytes | None]
    submission_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
