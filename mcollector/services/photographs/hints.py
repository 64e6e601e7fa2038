"""The worker's hints on photographs, for whoever sends them: advice, and 「このまま使う」."""

from datetime import timedelta

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.photographs import hints
from mcollector.rules.sentences import Sentence
from mcollector.rules.states import DocumentState
from mcollector.services.drafts import drafts
from mcollector.services.photographs import photographs
from mcollector.store.documents import Document
from mcollector.work.unit import UnitOfWork

SOON, PATIENCE = timedelta(seconds=6), timedelta(minutes=1)
"""An idle worker has looked by the first; after the second nobody waits for its look any more."""


def hints_for(row: Document) -> tuple[Sentence, ...]:
    """Return what may be wrong with the photograph; nothing once it is to be used as it is."""
    return () if row.keeps_it else hints.sentences(row.hints)


def pause(uow: UnitOfWork, row: Document) -> int:
    """Return in how many seconds to look again for what the worker says; 0 is not at all."""
    age = uow.now - row.received_at
    if row.state is not DocumentState.RECEIVED or age >= PATIENCE:
        return 0
    return 1 if age < SOON else 5


def keep(uow: UnitOfWork, slot_code: str) -> None:
    """「このまま使う」: the hints on the acting employee's photograph are answered.

    Safe to call twice. Hints that are still to come are not answered by it. NotFound for a
    place without a photograph, MoveRefused after 「更新」.
    """
    person = drafts.author(uow)
    of_slot = [row for row in photographs.unbound(uow, person.id) if row.slot == slot_code]
    if not of_slot:
        raise NotFound
    row = uow.get(Document, of_slot[0].id, lock=True)
    if row.hints:
        row.keeps_it = True
        uow.record(Action.DOCUMENT_KEPT, row=row)
