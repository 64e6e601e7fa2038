"""利用目的: shown before anything is collected; who read which version is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.services.drafts import writer
from mcollector.store.companies import Notice, NoticeReading
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The purposes as they are shown today."""

    id: UUID
    number: int
    purposes: tuple[str, ...]
    published_at: datetime


def current(uow: UnitOfWork) -> NoticeView:
    """Return the newest version; NotFound while a company has published none."""
    row = uow.first(select(Notice).order_by(Notice.number.desc()).limit(1))
    if row is None:
        raise NotFound
    purposes = canonical.decode(row.purposes.encode())["purposes"]
    texts = tuple(map(str, purposes)) if isinstance(purposes, list) else ()
    return NoticeView(row.id, row.number, texts, row.published_at)


def note_read(uow: UnitOfWork, notice_id: UUID, language: str) -> None:
    """Note that the acting employee has read this version; safe to call twice."""
    uow.get(Person, uow.actor.id, lock=True)  # two clicks wait for each other
    if has_read(uow, notice_id):
        return
    row = uow.add(
        NoticeReading(
            person_id=uow.actor.id,
            notice_id=uow.get(Notice, notice_id).id,
            language=language,
            read_at=uow.now,
        )
    )
    uow.record(Action.NOTICE_READ, row=row, notice=notice_id.hex)


def has_read(uow: UnitOfWork, notice_id: UUID) -> bool:
    """Tell whether the writer has read the version, or as a clerk has told the employee of it."""
    if writer.is_proxy(uow):
        entry = writer.entry(uow)
        return entry is not None and entry.notice_id == notice_id
    reading = select(NoticeReading.id).where(
        NoticeReading.person_id == uow.actor.id, NoticeReading.notice_id == notice_id
    )
    return uow.first(reading) is not None
