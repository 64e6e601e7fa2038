"""The number in a review: shown, with a line, or compared with what the reviewer reads."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, NotFound
from mcollector.rules.my_number import MyNumber
from mcollector.rules.photographs import number_places
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import Sentence, say
from mcollector.services.permissions import require, require_other
from mcollector.services.reviews import locks
from mcollector.store.audit import AuditLine
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.trail import actor_word
from mcollector.work.unit import UnitOfWork

MOST_FAILURES = 5
"""After these only 「表示」 is left (architecture §11)."""

USED_UP = say("照合入力で5回一致しなかったため、使えません。「30秒表示」で確認してください。")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What 照合入力 found; the sentence names places at most, never a digit."""

    is_same: bool
    sentence: Sentence


def reveal(uow: UnitOfWork, person_id: UUID, owner_id: UUID) -> str:
    """Return the number of the person's submission or dependent, grouped 4-4-4, after its line."""
    require(uow, Permission.REVEAL)
    row = _owner(uow, person_id, owner_id)
    digits = uow.open(row, "number", Purpose.REVIEW).decode()
    uow.record(Action.NUMBER_REVEALED, row=row, purpose=Purpose.REVIEW)
    return MyNumber.parse(digits).grouped


def compare(uow: UnitOfWork, person_id: UUID, owner_id: UUID, typed: str) -> Comparison:
    """Compare what the reviewer read on the paper with the number; each try writes a line.

    Raises FieldRefused for what is not twelve digits, and after five tries that failed: then
    nothing is opened.
    """
    require(uow, Permission.REVIEW)
    row = _owner(uow, person_id, owner_id)
    if failures(uow, owner_id) >= MOST_FAILURES:
        raise FieldRefused(USED_UP)
    digits = number_places.digits_of(typed)
    places = number_places.differing(uow.open(row, "number", Purpose.REVIEW).decode(), digits)
    uow.record(Action.NUMBER_DIFFERED if places else Action.NUMBER_MATCHED, row=row)
    return Comparison(not places, number_places.tell_places(places))


def failures(uow: UnitOfWork, owner_id: UUID) -> int:
    """Return how many tries failed at this number, whoever made them: read from the log."""
    return uow.count(_lines(owner_id, Action.NUMBER_DIFFERED))


def is_matched(uow: UnitOfWork, owner_id: UUID) -> bool:
    """Tell from the log whether the actor has typed this number correctly."""
    mine = AuditLine.actor == actor_word(uow.actor)
    return uow.first(_lines(owner_id, Action.NUMBER_MATCHED).where(mine).limit(1)) is not None


def _lines(owner_id: UUID, action: Action) -> Select[UUID]:
    return select(AuditLine.id).where(
        AuditLine.object_id == owner_id, AuditLine.action == action.value
    )


def _owner(uow: UnitOfWork, person_id: UUID, owner_id: UUID) -> Submission | Dependent:
    """Return the owner of the number; the actor must hold the review. NotFound for another's."""
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    row = uow.first(select(Submission).where(Submission.id == owner_id))
    owner = row or uow.get(Dependent, owner_id)
    if owner.person_id != person.id:
        raise NotFound
    locks.need_hold(uow, person)
    return owner
