"""提出拒否 by the office: its course is kept, and it can be taken back at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.person import refusal_notes
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import MOVES, PersonState, Step, move
from mcollector.rules.text.names import full_of
from mcollector.services.permissions import OWN_RECORD, require, require_other
from mcollector.services.statements import refusals
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.store.refusals import RefusalNote
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteView:
    """One talk: on which day, written by whom and when; its words stay sealed."""

    id: UUID
    on: date
    clerk: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """Where somebody stands and every talk with them, the newest first."""

    person_id: UUID
    name: str
    state: PersonState
    notes: tuple[NoteView, ...]

    @property
    def may_refuse(self) -> bool:
        """Tell whether 提出拒否 can follow from here."""
        return (self.state, Step.REFUSE) in MOVES

    @property
    def may_take_back(self) -> bool:
        """Tell whether there is a 提出拒否 to take back."""
        return self.state is PersonState.REFUSED


def load_course(uow: UnitOfWork, person_id: UUID) -> Course:
    """Return the person's course; NotFound for nobody of the company."""
    _need(uow, person_id)
    person = uow.get(Person, person_id)
    talks = (
        select(RefusalNote, Account.name)
        .join(Account, Account.id == RefusalNote.account_id)
        .where(RefusalNote.person_id == person_id)
    )
    rows = uow.rows(talks.order_by(RefusalNote.on.desc(), RefusalNote.made_at.desc()))
    notes = tuple(NoteView(row.id, row.on, name, row.made_at) for row, name in rows)
    return Course(person.id, full_of(person), person.state, notes)


def add_note(uow: UnitOfWork, person_id: UUID, key: UUID, values: Mapping[str, str]) -> None:
    """「経過を記録」: keep the talk; with `refuse` ticked the person becomes 提出拒否.

    The page sent twice is kept once. Raises FormRefused with a sentence per field, and MoveRefused
    where 提出拒否 cannot follow.
    """
    _need(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    kept = refusal_notes.check_note(values, deadlines.day(uow.now))
    notes = select(RefusalNote.id).where(RefusalNote.person_id == person_id)
    if uow.first(notes.where(RefusalNote.key == key)) is not None:
        return
    row = RefusalNote(
        id=uuid4(),
        company_id=person.company_id,
        person_id=person.id,
        account_id=uow.actor.id,
        key=key,
        on=kept.on,
        made_at=uow.now,
    )
    uow.seal(row, "text", kept.text.encode())
    uow.record(Action.REFUSAL_NOTED, row=uow.add(row))
    if values.get("refuse"):
        _refuse(uow, person)


def _refuse(uow: UnitOfWork, person: Person) -> None:
    if person.state is PersonState.REFUSED:
        return
    person.state, person.due_on = move(person.state, Step.REFUSE), None
    refusals.stop_reminding(uow, person.id)
    uow.record(Action.REFUSAL_MADE, row=person)


def take_back(uow: UnitOfWork, person_id: UUID) -> None:
    """「取り消す」: the person is asked again, with a deadline; safe to call twice."""
    _need(uow, person_id)
    refusals.take_back(uow, uow.get(Person, person_id, lock=True))


def open_note(uow: UnitOfWork, person_id: UUID, note_id: UUID | None) -> str:
    """Open the words of one talk, which writes a line; NotFound for another person's."""
    _need(uow, person_id)
    row = uow.get(RefusalNote, note_id)
    if row.person_id != person_id:
        raise NotFound
    return uow.open(row, "text", Purpose.STATEMENT).decode()


def _need(uow: UnitOfWork, person_id: UUID) -> None:
    require(uow, Permission.EDIT)
    require_other(uow, person_id, OWN_RECORD)
