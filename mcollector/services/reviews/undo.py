"""A 差し戻し whose letter still waits: undone without a trace for the employee, or sent now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Permission
from mcollector.rules.states import (
    DocumentState,
    DocumentStep,
    PersonState,
    Step,
    move,
    move_document,
)
from mcollector.services.letters import queue
from mcollector.services.permissions import require, require_other
from mcollector.services.photographs import returns
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Return, ReturnRound
from mcollector.work.unit import UnitOfWork


def waits_until(uow: UnitOfWork, person: Person) -> datetime | None:
    """Return when the letter of the person's 差し戻し goes; None when nothing can be undone."""
    found = _undoable(uow, person, lock=False)
    return None if found is None else found[1].next_at


def undo(uow: UnitOfWork, person_id: UUID) -> None:
    """「取り消す」: the photographs and the person are as before, and no letter goes.

    What was sent back automatically meanwhile stays with the employee, and so does the letter.
    Raises MoveRefused once the letter goes or the employee was faster.
    """
    person, return_round, letter = _need_undoable(uow, person_id)
    marks = returns.open_marks(uow, person.id)
    for mark in (mark for mark in marks if mark.round_id == return_round.id):
        _unmark(uow, mark)
    return_round.undone_at = uow.now
    uow.record(Action.RETURN_UNDONE, row=return_round)
    if any(mark.round_id != return_round.id for mark in marks):
        return
    person.state = move(person.state, Step.RECALL)
    person.returned_at = None
    person.uploaded_at, person.due_on = return_round.uploaded_at, return_round.due_on
    if letter.state is LetterState.READY:
        letter.state = LetterState.VOID
        uow.record(Action.LETTER_ENDED, row=letter, result=LetterState.VOID.value)


def send_now(uow: UnitOfWork, person_id: UUID) -> None:
    """「今すぐ送信」: the letter does not wait any longer; raises MoveRefused as `undo`."""
    _person, return_round, letter = _need_undoable(uow, person_id)
    letter.next_at = uow.now
    queue.hurry(uow, letter.batch_id)
    uow.record(Action.RETURN_SENT_NOW, row=return_round)


def _unmark(uow: UnitOfWork, mark: Return) -> None:
    row = uow.get(Document, mark.document_id)
    if row.state is DocumentState.RETURNED:
        row.state = move_document(row.state, DocumentStep.RECALL)
    uow.record(Action.RETURN_UNDONE, row=mark, slot=mark.slot)
    uow.delete(mark)


def _need_undoable(uow: UnitOfWork, person_id: UUID) -> tuple[Person, ReturnRound, Letter]:
    require(uow, Permission.RETURN)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    undoable = _undoable(uow, person, lock=True)
    if undoable is None:
        raise MoveRefused
    return person, *undoable


def _undoable(uow: UnitOfWork, person: Person, *, lock: bool) -> tuple[ReturnRound, Letter] | None:
    rounds = select(ReturnRound).where(
        ReturnRound.person_id == person.id, ReturnRound.undone_at.is_(None)
    )
    return_round = uow.first(rounds.order_by(ReturnRound.made_at.desc()).limit(1))
    if return_round is None or person.state is not PersonState.RETURNED:
        return None
    if person.returned_at != return_round.made_at:
        return None
    letter = uow.get(Letter, return_round.letter_id, lock=lock)
    unsent = letter.state is LetterState.READY or not person.mail
    return (return_round, letter) if unsent and letter.next_at > uow.now else None
