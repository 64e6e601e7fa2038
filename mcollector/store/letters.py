"""Letters: one mail to one account, and the one-time secret it may carry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.store.base import CompanyRow, belongs_to, within_company
from mcollector.store.types import Word


class Letter(CompanyRow):
    """A letter and its course; a secret is kept as its SHA-256 only.

    `secret_digest` is written by the worker, which alone can derive the secret from the id. `mail`
    is the address it went to, or will go to where that is not the account's; None before it went.
    One that goes `by_day` waits for the morning at night. One with a `sample` is a trial of those
    words, to whoever wrote them; everything else it says is made up.
    """

    __tablename__ = "letters"
    __table_args__ = within_company(
        belongs_to("accounts", "account_id"),
        Index("ix_letters_batch", "company_id", "batch_id", "state"),
        Index("ix_letters_account", "company_id", "account_id"),
        Index("ix_letters_created", "company_id", "created_at", "id"),
        Index("ix_letters_state", "company_id", "state", "created_at", "id"),
        Index("ix_letters_person", "company_id", "person_id", "created_at"),
    )
    audit_subject = "company"

    batch_id: Mapped[UUID]
    account_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    mail: Mapped[str | None] = mapped_column(String(254))
    kind: Mapped[LetterKind] = mapped_column(Word(LetterKind))
    state: Mapped[LetterState] = mapped_column(Word(LetterState), default=LetterState.READY)
    secret_digest: Mapped[bytes | None]
    valid_until: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    sending_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    code: Mapped[str] = mapped_column(String(64), default="")
    by_day: Mapped[bool] = mapped_column(default=False)
    sample: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class Secret(CompanyRow):
    """A one-time secret no letter carries: the set-up link, a printed slip, the command line.

    `content` is what was typed so far behind the link, sealed under a key made of the secret.
    """

    __tablename__ = "secrets"
    __table_args__ = within_company()
    audit_subject = "company"

    use: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[UUID | None]
    digest: Mapped[bytes]
    content: Mapped[bytes | None]
    valid_until: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
