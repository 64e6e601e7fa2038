"""催促 by hand: 「メール送信」 to somebody who owes us papers, never to one who waits for us."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, RuleBroken
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.reminder_plan import QUIET
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import PersonName
from mcollector.services.letters import queue as letters
from mcollector.services.permissions import require
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

REMINDABLE = (
    PersonState.INVITED_NOT_SENT,
    PersonState.WAITING,
    PersonState.DRAFTING,
    PersonState.RETURNED,
)


class TooSoon(RuleBroken):
    """A reminder went within the last day."""

    def __init__(self) -> None:
        super().__init__(
            say("24時間以内に催促メールを送信しています。時間をおいて送信してください。")
        )


class NoAddress(RuleBroken):
    """The person has no mail address: a slip of paper is printed instead."""

    def __init__(self) -> None:
        super().__init__(
            say("この人にはメールアドレスがありません。紙の招待状を印刷して渡してください。")
        )


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """Who would get the reminder, and when the last one went; `too_soon` within a day of it."""

    person_id: UUID
    name: str
    mail: str
    last_at: datetime | None
    times: int
    kind: LetterKind
    deadline: str
    too_soon: bool


def preview(uow: UnitOfWork, person_id: UUID) -> ReminderPreview:
    """Return what 「メール送信」 would do; raises MoveRefused when nothing is awaited."""
    require(uow, Permission.REMIND)
    person = uow.get(Person, person_id)
    _refuse_unless_awaited(person)
    due = deadlines.deadline_of(person.due_on) if person.due_on else None
    return ReminderPreview(
        person.id,
        PersonName(person.family, person.given, person.middle).full,
        person.mail,
        person.reminded_at,
        person.reminders,
        _kind(person),
        deadlines.long_date(due) if due else "",
        _is_too_soon(uow, person),
    )


def remind(uow: UnitOfWork, person_id: UUID) -> UUID:
    """Queue the reminder (of the return, where papers came back); return the letter's id.

    Raises MoveRefused when nothing is awaited, TooSoon within a day of the last one.
    """
    require(uow, Permission.REMIND)
    person = uow.get(Person, person_id, lock=True)
    _refuse_unless_awaited(person)
    if _is_too_soon(uow, person):
        raise TooSoon
    return queue(uow, person)


def queue(uow: UnitOfWork, person: Person, *, by_day: bool = False) -> UUID:
    """Queue the reminder of somebody who is locked and known to be awaited; return its id."""
    person.reminded_at = uow.now
    person.reminders += 1
    account = letters.account_of(uow, person.id)
    letter_id = letters.queue_one(uow, account, _kind(person), by_day=by_day)
    uow.record(Action.LETTER_QUEUED, row=person, letter=letter_id.hex)
    return letter_id


def _kind(person: Person) -> LetterKind:
    return LetterKind.RETURN if person.state is PersonState.RETURNED else LetterKind.REMINDER


def _is_too_soon(uow: UnitOfWork, person: Person) -> bool:
    return person.reminded_at is not None and uow.now - person.reminded_at < QUIET


def _refuse_unless_awaited(person: Person) -> None:
    if person.state not in REMINDABLE:
        raise MoveRefused
    if not person.mail:
        raise NoAddress
