"""Accounts: who may log in, staff and employees alike."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.rights import Right
from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow, Row, Versioned, belongs_to, within_company
from mcollector.store.types import SealedColumn, Word


class AccountState(StrEnum):
    """A suspended account opens nothing."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Account(Versioned, CompanyRow):
    """Somebody who can log in: of the office (`right` above member) or an employee.

    `person_id` is the employee's record; for staff it is the record that is their own, if any.
    The seed is sealed under the server key, which only the office's process holds; `new_seed` waits
    for the first code of a new app. `shortcuts_off` is whether single keys press the buttons of the
    review no more (WCAG 2.1.4). `brightness` and `text_size` are empty for the browser's own.
    `list_columns` are the words of what else the list shows, with spaces between them.
    """

    __tablename__ = "accounts"
    __table_args__ = within_company(
        belongs_to("people", "person_id"),
        UniqueConstraint("company_id", "user_id"),
        Index("ix_accounts_company_id_person_id", "company_id", "person_id"),
    )
    audit_subject = "company"

    user_id: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[UUID | None]
    right: Mapped[Right] = mapped_column(Word(Right))
    name: Mapped[str] = mapped_column(String(310))
    mail: Mapped[str] = mapped_column(String(254))
    state: Mapped[AccountState] = mapped_column(Word(AccountState), default=AccountState.ACTIVE)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    seed: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.SERVER))
    seed_confirmed: Mapped[bool] = mapped_column(default=False)
    new_seed: Mapped[Sealed | None] = mapped_column(SealedColumn(BoxKind.SERVER))
    last_step: Mapped[int] = mapped_column(default=0)
    last_login_at: Mapped[datetime | None]
    shortcuts_off: Mapped[bool] = mapped_column(default=False)
    brightness: Mapped[str] = mapped_column(String(8), default="")
    text_size: Mapped[str] = mapped_column(String(8), default="")
    list_columns: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]

    @property
    def is_staff(self) -> bool:
        """Tell whether the account opens the office's door."""
        return self.right is not Right.MEMBER


class RecoveryCode(CompanyRow):
    """One of ten codes that stand in for a lost second factor, once each."""

    __tablename__ = "recovery_codes"
    __table_args__ = within_company(
        belongs_to("accounts", "account_id"), UniqueConstraint("company_id", "account_id", "digest")
    )
    audit_subject = "company"

    account_id: Mapped[UUID]
    digest: Mapped[bytes]
    used_at: Mapped[datetime | None]


class Login(Row):
    """Which company and account a user ID or a mail address belongs to.

    The only table read before a company is known; it holds digests of mail addresses, no address.
    """

    __tablename__ = "logins"
    __table_args__ = (UniqueConstraint("user_id"), Index("ix_logins_mail_digest", "mail_digest"))
    audit_subject = "nobody: the account it points to is the company's"

    user_id: Mapped[str] = mapped_column(String(8))
    mail_digest: Mapped[bytes]
    company_id: Mapped[UUID]
    account_id: Mapped[UUID]


class WebSession(CompanyRow):
    """A session of the web; the cookie holds the company and a token, the row its digest.

    `device` is two words of the house for the browser of somebody of the office, no more of it.
    `known_device_id` is the known device it was opened on, None on any other.
    """

    __tablename__ = "sessions"
    __table_args__ = within_company(
        belongs_to("accounts", "account_id"), UniqueConstraint("company_id", "token_digest")
    )
    audit_subject = "nobody: its opening and closing are recorded, its last use is not"

    account_id: Mapped[UUID]
    token_digest: Mapped[bytes]
    stage: Mapped[str] = mapped_column(String(16))
    device: Mapped[str] = mapped_column(String(40), default="")
    known_device_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class KnownDevice(CompanyRow):
    """A browser in which somebody has been let in to their account; it keeps a token for that.

    It opens nothing. What is tried in it is counted apart from what strangers try.
    """

    __tablename__ = "known_devices"
    __table_args__ = within_company(
        belongs_to("accounts", "account_id"),
        UniqueConstraint("company_id", "account_id", "token_digest"),
    )
    audit_subject = "company"

    account_id: Mapped[UUID]
    token_digest: Mapped[bytes]
    known_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class FailureCount(CompanyRow):
    """How often what was tried at the entrance was wrong, and until when nothing is tried there.

    `aim` says at what, and from where: an account's password or code, tried by strangers, in a
    known device or in an open session; or, as a keyed digest, a name nobody has.
    """

    __tablename__ = "failure_counts"
    __table_args__ = within_company(UniqueConstraint("company_id", "aim"))
    audit_subject = "nobody: each failure of an account has its line"

    aim: Mapped[str] = mapped_column(String(100))
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime]
    paused_until: Mapped[datetime]
