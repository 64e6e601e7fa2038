"""The places for photographs in the form: which a choice of papers asks for, and what is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mcollector.rules.papers import catalogue, choices
from mcollector.rules.papers.choices import Choice
from mcollector.rules.papers.paper import Slot
from mcollector.rules.sentences import Sentence
from mcollector.services.photographs import hints as photo_hints
from mcollector.services.photographs import photographs
from mcollector.services.photographs.photographs import LIVING
from mcollector.store.documents import Document
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class SlotState:
    """One photograph of the form: nothing yet, received, clean, or unusable with a sentence.

    `hints` are advice; they may come within `pause` seconds, never if that is 0.
    """

    code: str
    title: str
    easy: str
    carries_number: bool
    drawing: str
    state: str
    refusal: Sentence | None = None
    hints: tuple[Sentence, ...] = ()
    pause: int = 0

    @property
    def is_examining(self) -> bool:
        """Tell whether the worker's look is to be expected any moment."""
        return self.pause > 0

    @property
    def is_received(self) -> bool:
        """Tell whether a usable photograph is there."""
        return self.state in LIVING


def slots(uow: UnitOfWork, choice: Choice, on: date, *, back_only: bool) -> tuple[SlotState, ...]:
    """Return the state of every photograph the choice needs; raises FormRefused before one."""
    needed = choices.slots_needed(choice, on, card_back_only=back_only)
    return of_codes(uow, [slot.code for slot in needed])


def of_codes(uow: UnitOfWork, codes: Iterable[str]) -> tuple[SlotState, ...]:
    """Return the state of the acting employee's photographs of these places."""
    found = {row.slot: row for row in photographs.unbound(uow, uow.actor.form_of)}
    return tuple(_slot_state(uow, catalogue.find_slot(code), found.get(code)) for code in codes)


def handed_in(uow: UnitOfWork) -> tuple[SlotState, ...]:
    """Return the photographs of the acting employee's newest submission."""
    newest = select(Submission.id).where(Submission.person_id == uow.actor.form_of)
    submission_id = uow.first(newest.order_by(Submission.made_at.desc()).limit(1))
    documents = select(Document).where(
        Document.submission_id == submission_id, Document.state.in_(LIVING)
    )
    rows = uow.scalars(documents.order_by(Document.slot)) if submission_id is not None else ()
    return tuple(_slot_state(uow, catalogue.find_slot(row.slot), row) for row in rows)


def photographed(uow: UnitOfWork, choice: Choice, on: date, *, back_only: bool) -> tuple[str, ...]:
    """Return the codes of the chosen papers whose photographs are all there and usable."""
    there = {slot.code for slot in slots(uow, choice, on, back_only=back_only) if slot.is_received}
    return tuple(
        paper.code
        for paper in choice.papers(on)
        if {slot.code for slot in choices.slots_of(paper, card_back_only=back_only)} <= there
    )


def _slot_state(uow: UnitOfWork, slot: Slot, row: Document | None) -> SlotState:
    what = (slot.code, slot.title, slot.easy, slot.carries_number, slot.drawing)
    if row is None:
        return SlotState(*what, "empty")
    return SlotState(
        *what,
        row.state.value,
        photographs.refusal_of(row),
        photo_hints.hints_for(row),
        photo_hints.pause(uow, row),
    )
