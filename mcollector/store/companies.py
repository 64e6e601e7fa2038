"""Companies (the tenants), their purpose notices and their counters."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.store.base import CompanyRow, Versioned, within_company


class Company(Versioned, CompanyRow):
    """An employer; its `company_id` is its own id, so that the same policy guards it.

    `digest_hour` is when its administrators hear what waits, None for never; `remind_hour` from
    when the timetable reminds on `remind_days` after the 締め切り, None for never.
    `open_most` is of how many people a clerk may open values a day.
    """

    __tablename__ = "companies"
    __table_args__ = within_company()
    audit_subject = "company"
    system_reads = True

    name: Mapped[str] = mapped_column(String(200))
    department: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(40))
    hours: Mapped[str] = mapped_column(String(100))
    reply_to: Mapped[str] = mapped_column(String(254))
    late_days: Mapped[int] = mapped_column(default=3)
    review_days: Mapped[int] = mapped_column(default=3)
    card_back_only: Mapped[bool] = mapped_column(default=False)
    digest_hour: Mapped[int | None] = mapped_column(default=8)
    remind_hour: Mapped[int | None]
    remind_days: Mapped[str] = mapped_column(String(60), default="1、5、12")
    remind_most: Mapped[int] = mapped_column(default=3)
    open_most: Mapped[int] = mapped_column(default=300)
    created_at: Mapped[datetime]


class Notice(CompanyRow):
    """One version of the purposes of use shown before anything is collected."""

    __tablename__ = "notices"
    __table_args__ = within_company(UniqueConstraint("company_id", "number"))
    audit_subject = "company"

    number: Mapped[int]
    purposes: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class NoticeReading(CompanyRow):
    """Which version somebody has read, when, in which language."""

    __tablename__ = "notice_readings"
    __table_args__ = within_company(UniqueConstraint("company_id", "person_id", "notice_id"))
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    notice_id: Mapped[UUID]
    language: Mapped[str] = mapped_column(String(16))
    read_at: Mapped[datetime]


class Counter(CompanyRow):
    """A number that only grows: receipts of a company."""

    __tablename__ = "counters"
    __table_args__ = within_company(UniqueConstraint("company_id", "name"))
    audit_subject = "nobody: a counter says nothing of anybody"

    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[int]
