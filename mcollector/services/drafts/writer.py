"""Who is writing a form: the employee, or a clerk with an open entry for them (代行入力)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.rights import Permission
from mcollector.services.permissions import OWN_RECORD, require, require_other
from mcollector.store.proxy_entries import ProxyEntry
from mcollector.work.unit import UnitOfWork


def written_for(uow: UnitOfWork) -> UUID:
    """Return whose form the actor writes; raises NotAllowed for a clerk who may not."""
    if uow.actor.form_of is None:
        raise NotFound
    if is_proxy(uow):
        require(uow, Permission.EDIT)
        require_other(uow, uow.actor.form_of, OWN_RECORD)
    return uow.actor.form_of


def is_proxy(uow: UnitOfWork) -> bool:
    """Tell whether somebody of the office writes."""
    return uow.actor.is_staff


def entry(uow: UnitOfWork) -> ProxyEntry | None:
    """Return the acting clerk's open entry for the person, if there is one."""
    entries = select(ProxyEntry).where(
        ProxyEntry.person_id == written_for(uow),
        ProxyEntry.account_id == uow.actor.id,
        ProxyEntry.ended_at.is_(None),
    )
    return uow.first(entries.order_by(ProxyEntry.begun_at.desc()))


def end_all(uow: UnitOfWork, person_id: UUID) -> None:
    """End every open entry for the person, whoever's: nothing typed in one remains."""
    entries = select(ProxyEntry).where(ProxyEntry.person_id == person_id)
    for row in uow.scalars(entries.where(ProxyEntry.ended_at.is_(None))):
        end(uow, row)


def end_old(uow: UnitOfWork, kept: timedelta) -> None:
    """End every entry of the company that was begun so long ago and not finished."""
    old = select(ProxyEntry).where(ProxyEntry.ended_at.is_(None))
    for row in uow.scalars(old.where(ProxyEntry.begun_at <= uow.now - kept)):
        end(uow, row)


def end(uow: UnitOfWork, row: ProxyEntry) -> None:
    """End one entry; the reason and its times stay."""
    row.content, row.ended_at = None, uow.now
    uow.record(Action.PROXY_ENDED, row=row)


def entered(uow: UnitOfWork, person_id: UUID) -> frozenset[UUID | None]:
    """Return which of the person's submissions a clerk made."""
    entries = select(ProxyEntry.submission_id).where(ProxyEntry.person_id == person_id)
    return frozenset(uow.scalars(entries.where(ProxyEntry.submission_id.is_not(None))))
