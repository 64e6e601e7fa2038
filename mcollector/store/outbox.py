"""The outbox: what is to be done after a commit; the row is the truth, the queue a doorbell."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.tasks import Task
from mcollector.store.base import CompanyRow, within_company
from mcollector.store.types import Word


class OutboxState(StrEnum):
    """`waiting → claimed → done | failed`; a lease that ran out counts as waiting."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"


class OutboxRow(CompanyRow):
    """One task for a worker; it carries ids only."""

    __tablename__ = "outbox"
    __table_args__ = within_company(Index("ix_outbox_due", "state", "next_at"))
    audit_subject = "nobody: what the task does is recorded by the task"
    system_reads = True

    task: Mapped[Task] = mapped_column(Word(Task))
    object_id: Mapped[UUID]
    state: Mapped[OutboxState] = mapped_column(Word(OutboxState), default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    last_code: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]


class Schedule(CompanyRow):
    """One entry of the timetable; claimed in the database, so two schedulers run it once."""

    __tablename__ = "schedules"
    __table_args__ = within_company(UniqueConstraint("company_id", "name"))
    audit_subject = "nobody: a timetable says nothing of anybody"

    name: Mapped[str] = mapped_column(String(40))
    next_at: Mapped[datetime]
