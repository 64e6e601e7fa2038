"""Mail texts: the words a company has chosen for a letter, a version a row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.store.base import CompanyRow, within_company
from mcollector.store.types import Word


class MailText(CompanyRow):
    """One version of a letter's words; both texts are empty where the house's came back."""

    __tablename__ = "mail_texts"
    __table_args__ = within_company(UniqueConstraint("company_id", "kind", "language", "number"))
    audit_subject = "company"

    kind: Mapped[LetterKind] = mapped_column(Word(LetterKind))
    language: Mapped[MailLanguage] = mapped_column(Word(MailLanguage))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID]
    made_at: Mapped[datetime]
