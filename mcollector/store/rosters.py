"""Rosters: an imported list, kept sealed for a day until 「実行」."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.roster.columns import Column
from mcollector.rules.roster.rows import Allowance
from mcollector.rules.sealed import BoxKind
from mcollector.store.base import CompanyRow, within_company
from mcollector.store.types import SealedFile, Word, Words


class RosterState(StrEnum):
    """A roster is run once."""

    UPLOADED = "uploaded"
    RUN = "run"
    UNDONE = "undone"
    DROPPED = "dropped"


class RosterFile(CompanyRow):
    """An uploaded file and how the office said it is to be read.

    `account_id` is the company's own id when the command line brought the file. No `columns`, no
    `encoding` and no `header` mean: find out.
    """

    __tablename__ = "rosters"
    __table_args__ = within_company()
    audit_subject = "company"

    account_id: Mapped[UUID]
    state: Mapped[RosterState] = mapped_column(Word(RosterState), default=RosterState.UPLOADED)
    content: Mapped[str | None] = mapped_column(SealedFile(BoxKind.VAULT))
    encoding: Mapped[str] = mapped_column(String(16), default="")
    columns: Mapped[tuple[Column, ...]] = mapped_column(Words(Column), default=())
    header: Mapped[str] = mapped_column(String(8), default="")
    allow: Mapped[tuple[Allowance, ...]] = mapped_column(
        Words(Allowance), default=(), server_default="[]"
    )
    batch_id: Mapped[UUID | None]
    people: Mapped[int] = mapped_column(default=0)
    uploaded_at: Mapped[datetime]
    run_at: Mapped[datetime | None]
