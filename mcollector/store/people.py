"""People: everyone whose number the company collects."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.names import MAX_FOLDED
from mcollector.rules.states import PersonState
from mcollector.store.base import CompanyRow, Versioned, within_company
from mcollector.store.types import Word


class Person(Versioned, CompanyRow):
    """An employee, candidate or payee; readable fields are those people are searched by.

    `roster_id` is the list that brought him; `mail` is empty for who gets paper.
    """

    __tablename__ = "people"
    __table_args__ = within_company(
        Index("ix_people_due", "company_id", "due_on", "registered_at", "id"),
        Index("ix_people_state", "company_id", "state", "due_on", "registered_at", "id"),
        Index("ix_people_mail", "company_id", "mail_key"),
        Index("ix_people_folded", "company_id", "folded", "id"),
    )
    audit_subject = "id"

    mail: Mapped[str] = mapped_column(String(254))
    mail_key: Mapped[str] = mapped_column(String(254))
    family: Mapped[str] = mapped_column(String(100))
    given: Mapped[str] = mapped_column(String(100))
    middle: Mapped[str] = mapped_column(String(100))
    reading: Mapped[str] = mapped_column(String(310), default="")
    folded: Mapped[str] = mapped_column(String(MAX_FOLDED))
    employee_code: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[PersonState] = mapped_column(Word(PersonState))
    registered_at: Mapped[datetime]
    uploaded_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    verified_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    roster_id: Mapped[UUID | None]
    bounced: Mapped[bool] = mapped_column(default=False)
