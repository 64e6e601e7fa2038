"""What is done with several ticked people at once: reminders, a new deadline, 退職.

Each is one unit with one line a person. Those who are not touched are listed with the reason,
before and after; an id of another company is ignored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters.reminder_plan import QUIET
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import MOVES, PersonState, Step, move
from mcollector.rules.text.names import full_of
from mcollector.services.editing import employment
from mcollector.services.permissions import require
from mcollector.services.reminders import by_hand
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

AT_ONCE = 100
"""As many as a page of the list holds."""

_STANDS = {
    PersonState.SUBMITTED: say("提出済みで、会社の確認を待っています"),
    PersonState.VERIFIED: say("確認済みです"),
    PersonState.OFFERED: say("内定です"),
    PersonState.REFUSED: say("提出拒否です"),
    PersonState.RETIRED: say("退職しています"),
}
_NO_MAIL = say("メールアドレスがありません")
_BOUNCED = say("メールが届いていません（不達）")
_REMINDED = say("24時間以内に催促メールを送信しています")
_OWN = say("自分自身の登録です")

Reason = Callable[[UnitOfWork, Person], Sentence | None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who was ticked and is not touched, and why."""

    name: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class Sorted:
    """The people an action will touch, or touched, as ids and names; and who is left out."""

    taken: tuple[tuple[UUID, str], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def asked(self) -> int:
        """Return how many of the ticked people there are."""
        return len(self.taken) + len(self.left_out)


def preview(uow: UnitOfWork, permission: Permission, ids: Sequence[UUID]) -> Sorted:
    """Return which of the ticked people REMIND, EDIT (the deadline) or RETIRE would touch."""
    require(uow, permission)
    return sort(uow, _people(uow, ids, lock=False), permission)


def remind(uow: UnitOfWork, ids: Sequence[UUID]) -> Sorted:
    """Queue a reminder to each who owes us papers and can be reached."""
    require(uow, Permission.REMIND)
    done = sort(uow, _people(uow, ids, lock=True), Permission.REMIND)
    for person_id, _name in done.taken:
        by_hand.remind(uow, person_id)
    return done


def set_deadline(uow: UnitOfWork, ids: Sequence[UUID], last_day: date | None) -> Sorted:
    """Give each who owes us papers the same 締め切り; raises FormRefused for a day in the past."""
    require(uow, Permission.EDIT)
    if last_day is None:
        raise FormRefused({"deadline": say("日付を正しく入力してください。")})
    if last_day < deadlines.day(uow.now):
        raise FormRefused({"deadline": say("締め切りは、今日より後の日付にしてください。")})
    people = _people(uow, ids, lock=True)
    done = sort(uow, people, Permission.EDIT)
    for person in _those(people, done):
        person.due_on = deadlines.due_after(last_day, 1)
        uow.record(Action.DEADLINE_CHANGED, row=person, last_day=last_day.isoformat())
    return done


def retire(uow: UnitOfWork, ids: Sequence[UUID]) -> Sorted:
    """Set each to 退職: no deadline, and letters not yet sent are void."""
    require(uow, Permission.RETIRE)
    people = _people(uow, ids, lock=True)
    done = sort(uow, people, Permission.RETIRE)
    for person in _those(people, done):
        person.state = move(person.state, Step.RETIRE)
        employment.stop_asking(uow, person)
        uow.record(Action.PERSON_MOVED, row=person, step=Step.RETIRE.value)
    return done


def _people(uow: UnitOfWork, ids: Sequence[UUID], *, lock: bool) -> Sequence[Person]:
    """Return the company's people among the ids, in one order for everybody who locks."""
    query = select(Person).where(Person.id.in_(ids[:AT_ONCE])).order_by(Person.id)
    return uow.scalars(query.with_for_update(key_share=True) if lock else query)


def sort(uow: UnitOfWork, people: Sequence[Any], permission: Permission) -> Sorted:
    """Sort the people into those the action of this permission would touch and the rest."""
    reasons = [(person, _REASONS[permission](uow, person)) for person in people]
    return Sorted(
        tuple((person.id, full_of(person)) for person, why in reasons if why is None),
        tuple(LeftOut(full_of(person), why) for person, why in reasons if why is not None),
    )


def _those(people: Sequence[Person], done: Sorted) -> list[Person]:
    taken = {person_id for person_id, _name in done.taken}
    return [person for person in people if person.id in taken]


def _no_reminder(uow: UnitOfWork, person: Person) -> Sentence | None:
    if person.state not in by_hand.REMINDABLE:
        return _STANDS[person.state]
    if not person.mail:
        return _NO_MAIL
    if person.bounced:
        return _BOUNCED
    soon = person.reminded_at is not None and uow.now - person.reminded_at < QUIET
    return _REMINDED if soon else None


def _no_deadline(uow: UnitOfWork, person: Person) -> Sentence | None:
    if uow.actor.person_id == person.id:
        return _OWN
    return None if person.state.is_collected_from else _STANDS[person.state]


def _no_retirement(uow: UnitOfWork, person: Person) -> Sentence | None:
    if uow.actor.person_id == person.id:
        return _OWN
    return None if (person.state, Step.RETIRE) in MOVES else _STANDS[person.state]


_REASONS: dict[Permission, Reason] = {
    Permission.REMIND: _no_reminder,
    Permission.EDIT: _no_deadline,
    Permission.RETIRE: _no_retirement,
}
