"""Which letter of a batch is sent next, and when; a reminder no longer needed is void."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from mcollector.rules.actions import Action
from mcollector.rules.letters import reminder_plan
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.states import PersonState
from mcollector.services.letters import queue
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

LEASE = timedelta(minutes=2)
"""A letter longer under way than this belongs to a worker that died; another one takes it."""

REMINDING = (LetterKind.REMINDER, LetterKind.RETURN)


def next_letter(uow: UnitOfWork, batch_id: UUID) -> Letter | None:
    """Return the batch's next letter that is due, locked; None when there is none.

    A reminder to somebody who has meanwhile done what it asks for is void instead.
    """
    while letter := uow.first(_due(uow, batch_id).limit(1).with_for_update()):
        if not _is_needless(uow, letter):
            return letter
        letter.state = LetterState.VOID
        uow.record(Action.LETTER_ENDED, row=letter, result=LetterState.VOID.value)
        uow.flush()
    return None


def next_due(uow: UnitOfWork, batch_id: UUID) -> datetime | None:
    """Return when the batch's next unfinished letter is due, or None when all have ended."""
    unfinished = select(Letter.next_at, Letter.by_day).where(
        Letter.batch_id == batch_id, Letter.state.in_(queue.UNFINISHED)
    )
    soonest = uow.rows(unfinished.order_by(Letter.next_at).limit(1))
    if not soonest:
        return None
    at = max(soonest[0].next_at, uow.now + timedelta(seconds=5))
    return reminder_plan.by_day(at) if soonest[0].by_day else at


def _due(uow: UnitOfWork, batch_id: UUID) -> Select[Letter]:
    lost = uow.now - LEASE
    waiting = Letter.state.in_((LetterState.READY, LetterState.RETRY, LetterState.UNKNOWN))
    due = or_(
        waiting & (Letter.next_at <= uow.now),
        (Letter.state == LetterState.SENDING) & (Letter.sending_at <= lost),
    )
    letters = select(Letter).where(Letter.batch_id == batch_id, due).order_by(Letter.created_at)
    return letters.where(Letter.by_day.is_(False)) if reminder_plan.is_night(uow.now) else letters


def _is_needless(uow: UnitOfWork, letter: Letter) -> bool:
    if letter.kind not in REMINDING or letter.person_id is None:
        return False
    state = uow.get(Person, letter.person_id).state
    if letter.kind is LetterKind.RETURN:
        return state is not PersonState.RETURNED
    return not state.is_collected_from
