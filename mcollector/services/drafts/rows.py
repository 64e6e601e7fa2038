"""Where a half-finished form is kept: the employee's own row, or a clerk's open entry."""

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.services.drafts import writer
from mcollector.store.submissions import Draft
from mcollector.work.unit import UnitOfWork


def context(uow: UnitOfWork) -> bytes:
    """Return what the sealed form is bound to besides the person."""
    return b"proxy_entries/content" if writer.is_proxy(uow) else b"drafts/content"


def kept(uow: UnitOfWork) -> bytes | None:
    """Return the writer's sealed form, if there is one."""
    row = writer.entry(uow) if writer.is_proxy(uow) else _own(uow)
    return row.content if row is not None else None


def keep(uow: UnitOfWork, content: bytes) -> None:
    """Keep the sealed form; a clerk's writes a line. MoveRefused without an open entry."""
    if not writer.is_proxy(uow):
        row = _own(uow) or uow.add(Draft(person_id=writer.written_for(uow)))
        row.content, row.saved_at = content, uow.now
        return
    entry = writer.entry(uow)
    if entry is None:
        raise MoveRefused
    entry.content = content
    uow.record(Action.DRAFT_SAVED, row=entry)


def forget(uow: UnitOfWork) -> None:
    """End every draft of the person's form: after 「更新」 nothing typed remains."""
    row = _own(uow)
    if row is not None:
        uow.delete(row)
    writer.end_all(uow, writer.written_for(uow))


def _own(uow: UnitOfWork) -> Draft | None:
    return uow.first(select(Draft).where(Draft.person_id == writer.written_for(uow)))
