"""催促: 「メール送信」 to somebody who is late; never to somebody who waits for us."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, RuleBroken
from mcollector.rules.letters import LetterKind
from mcollector.rules.names import PersonName
from mcollector.rules.rights import Deed
from mcollector.rules.sentences import say
from mcollector.rules.states import PersonState
from mcollector.services import letters
from mcollector.services.permissions import need
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

REMINDABLE = (
    PersonState.INVITED_NOT_SENT,
    PersonState.WAITING,
    PersonState.DRAFTING,
    PersonState.RETURNED,
)
QUIET = timedelta(hours=24)
"""No second reminder within a day, so that no storm of mails arises (ux A10)."""


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """Whom a reminder would go to, and when the last one went."""

    person_id: UUID
    name: str
    mail: str
    last_at: datetime | None
    times: int
    kind: LetterKind
    deadline: str


def preview(uow: UnitOfWork, person_id: UUID) -> ReminderPreview:
    """Return what 「メール送信」 would do; raises MoveRefused when nothing is to be reminded."""
    need(uow, Deed.REMIND)
    person = uow.get(Person, person_id)
    _refuse_unless_late(person)
    due = deadlines.deadline_of(person.due_on) if person.due_on else None
    return ReminderPreview(
        person.id,
        PersonName(person.family, person.given, person.middle).full,
        person.mail,
        person.reminded_at,
        person.reminders,
        _kind(person),
        deadlines.long_date(due) if due else "",
    )


def remind(uow: UnitOfWork, person_id: UUID) -> UUID:
    """Queue the reminder (of the return, where papers came back); return the letter's id."""
    need(uow, Deed.REMIND)
    person = uow.get(Person, person_id, lock=True)
    _refuse_unless_late(person)
    if person.reminded_at is not None and uow.now - person.reminded_at < QUIET:
        raise RuleBroken(
            say("24時間以内に催促メールを送信しています。時間をおいて送信してください。")
        )
    person.reminded_at = uow.now
    person.reminders += 1
    letter_id = letters.queue_one(uow, letters.account_of(uow, person.id), _kind(person))
    uow.record(Action.LETTER_QUEUED, row=person, letter=letter_id.hex)
    return letter_id


def _kind(person: Person) -> LetterKind:
    return LetterKind.RETURN if person.state is PersonState.RETURNED else LetterKind.REMINDER


def _refuse_unless_late(person: Person) -> None:
    if person.state not in REMINDABLE:
        raise MoveRefused
