"""When a roster's letters go: now, at a set time, or at once after all."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile
from mcollector.work.unit import UnitOfWork

LONGEST = timedelta(days=30)
"""How far ahead letters can be set: what is later is forgotten by whoever set it."""


def time_of(text: str | None, now: datetime) -> datetime:
    """Return when the letters go; None is now.

    The text is a day and time in Japan, as browsers send it (`2026-11-30T09:00`). Raises
    FieldRefused for no time, a past one, one too far ahead.
    """
    if text is None:
        return now
    try:
        at = datetime.fromisoformat(text).replace(tzinfo=deadlines.JST).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        raise FieldRefused(say("送信する日時を、年月日と時刻で入力してください。")) from None
    if at <= now:
        raise FieldRefused(say("過ぎた日時です。これからの日時を入力してください。"))
    if at > now + LONGEST:
        raise FieldRefused(say("予約できるのは30日後までです。日時を選び直してください。"))
    return at


def waits_until(uow: UnitOfWork, batch_id: UUID) -> datetime | None:
    """Return when the batch's letters go, None once that time has come."""
    require(uow, Permission.LETTERS)
    ready = (Letter.batch_id == batch_id) & (Letter.state == LetterState.READY)
    first = uow.first(select(func.min(Letter.next_at)).where(ready))
    return first if first is not None and first > uow.now else None


def send_now(uow: UnitOfWork, roster_id: UUID) -> None:
    """Let letters that wait for their time go at once; days count from today then."""
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.batch_id is None or waits_until(uow, row.batch_id) is None:
        return
    _count_from_today(uow, row)
    queue.hurry(uow, row.batch_id)
    uow.record(Action.ROSTER_SENT_NOW, row=row)


def _count_from_today(uow: UnitOfWork, row: RosterFile) -> None:
    due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    mine = select(Person).where(Person.roster_id == row.id).order_by(Person.id)
    for person in uow.scalars(mine.with_for_update(key_share=True)):
        if person.due_on is not None and person.due_on > due_on:
            person.due_on = due_on
            uow.record(Action.ROSTER_SENT_NOW, row=person)
