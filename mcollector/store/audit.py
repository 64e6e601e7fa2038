"""The audit log: one Merkle log a company, its head, its lines, its checkpoints."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.actions import Action
from mcollector.store.base import CompanyRow

_OPENED = text("action = 'value:open'")

_SELF = "nobody: the log does not speak of itself"


class AuditLog(CompanyRow):
    """The head of a log; the row is locked while lines are appended."""

    __tablename__ = "audit_logs"
    __table_args__ = (UniqueConstraint("company_id"),)
    audit_subject = _SELF
    system_reads = True

    size: Mapped[int] = mapped_column(BigInteger)
    frontier: Mapped[bytes]


class AuditLine(CompanyRow):
    """One line: the bytes exactly as hashed, and copies of some fields for searching.

    `root` is the tree's root after this line, so that verification can name the first bad one.
    """

    __tablename__ = "audit_lines"
    __table_args__ = (
        UniqueConstraint("company_id", "seq"),
        Index("ix_audit_lines_object", "company_id", "object_id", "seq"),
        Index("ix_audit_lines_subject", "company_id", "subject_id", "seq"),
        Index(
            "ix_audit_lines_opened",
            *("company_id", "actor", "at", "subject_id"),
            info={"where": _OPENED},
        ),
    )
    audit_subject = _SELF
    system_reads = True

    seq: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[bytes]
    leaf: Mapped[bytes]
    root: Mapped[bytes]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[UUID | None]
    object_id: Mapped[UUID | None]


def is_opening() -> ColumnElement[bool]:
    """Return the condition of a line of what was opened, spelt as the index of those has it.

    A database that is given the word beside the statement cannot know that the index answers it.
    """
    word = Action.VALUE_OPENED.value
    return AuditLine.action == bindparam("opened", word, String(), literal_execute=True)


class Checkpoint(CompanyRow):
    """A signed note over the log's size and root.

    The note alone counts: what stands in the columns beside it is compared with it. `frontier` is
    what the log goes on from, proved by the root; older rows have none.
    """

    __tablename__ = "audit_checkpoints"
    __table_args__ = (UniqueConstraint("company_id", "size"),)
    audit_subject = _SELF
    system_reads = True

    size: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes]
    note: Mapped[str] = mapped_column(Text)
    frontier: Mapped[bytes | None]
    signed_at: Mapped[datetime]
