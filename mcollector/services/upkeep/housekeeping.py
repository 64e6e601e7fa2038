"""Housekeeping on the timetable: what is over is forgotten, orphaned blobs are removed."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mcollector.rules.actions import Action
from mcollector.rules.errors import EditConflict
from mcollector.rules.sealed import BoxKind
from mcollector.services.drafts import writer
from mcollector.services.login import failures, known_devices
from mcollector.services.photographs import photographs
from mcollector.services.reviews import comparisons
from mcollector.services.rosters import reading, upload
from mcollector.services.submissions import handoffs
from mcollector.store.accounts import WebSession
from mcollector.store.companies import Company
from mcollector.store.documents import Document
from mcollector.store.outbox import Schedule
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.store.submissions import Draft, Submission
from mcollector.work.unit import UnitOfWork

KEPT_DRAFT = timedelta(days=14)
KEPT_INTAKE = timedelta(days=30)
ORPHAN_AGE = timedelta(hours=1)


def is_due(uow: UnitOfWork, name: str, every: timedelta) -> bool:
    """Claim the schedule (a system unit): True for one scheduler only, once an interval.

    Raises EditConflict when another one has just made the same entry. A time two intervals away
    was set by a clock that has been put back, and counts as come; clocks may differ by less.
    """
    row = uow.first(select(Schedule).where(Schedule.name == name).with_for_update())
    if row is None:
        uow.add(Schedule(name=name, next_at=uow.now + every))
        _flush_first(uow)
        return True
    if uow.now < row.next_at <= uow.now + 2 * every:
        return False
    row.next_at = uow.now + every
    return True


def _flush_first(uow: UnitOfWork) -> None:
    try:
        uow.flush()
    except IntegrityError:
        raise EditConflict from None


def companies(uow: UnitOfWork) -> tuple[UUID, ...]:
    """Return every company's id (a system unit)."""
    return tuple(uow.scalars(select(Company.id).order_by(Company.created_at)))


def forget(uow: UnitOfWork) -> None:
    """End what is over in this company.

    Sessions, drafts and proxy entries at their end, rosters and counts of failures after a day,
    numbers kept for intake and photographs bound to nothing after 30 days, devices after 180.
    """
    for session in uow.scalars(select(WebSession).where(WebSession.ends_at <= uow.now)):
        uow.delete(session)
    failures.forget_old(uow)
    known_devices.forget_old(uow)
    for draft in uow.scalars(select(Draft).where(Draft.saved_at <= uow.now - KEPT_DRAFT)):
        uow.delete(draft)
    old = select(RosterFile.id).where(
        RosterFile.state == RosterState.UPLOADED,
        RosterFile.uploaded_at <= uow.now - reading.KEPT,
    )
    for roster_id in uow.scalars(old):
        upload.drop(uow, roster_id)
    _forget_numbers(uow)
    photographs.destroy_unbound(uow)
    handoffs.end_old(uow)
    writer.end_old(uow, KEPT_DRAFT)


def _forget_numbers(uow: UnitOfWork) -> None:
    waiting = select(Submission).where(
        Submission.number_intake.is_not(None), Submission.made_at <= uow.now - KEPT_INTAKE
    )
    for submission in uow.scalars(waiting):
        comparisons.forget(uow, submission)
        uow.record(Action.DOCUMENT_DESTROYED, row=submission, what=BoxKind.INTAKE.value)


def blobs_in_use(uow: UnitOfWork) -> set[str]:
    """Return the names of every blob this company's rows speak of."""
    names: set[str] = set()
    for row in uow.rows(select(Document.intake, Document.large, Document.small)):
        names.update(name for name in row if name)
    names.update(name for name in uow.scalars(select(RosterFile.content)) if name)
    return names


def remove_orphans(uow: UnitOfWork, in_use: set[str]) -> int:
    """Remove blobs no row speaks of, once they are too old to belong to a running unit."""
    files = uow.toolbox.files
    orphans = [name for name, age in files.names() if name not in in_use and age > ORPHAN_AGE]
    for name in orphans:
        files.remove(name)
    return len(orphans)
