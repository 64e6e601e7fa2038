"""The worker's examination of a photograph: what it needs, and what is kept of its result."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.deadlines import day
from mcollector.rules.papers import catalogue, dependent_slots
from mcollector.rules.photographs import findings
from mcollector.rules.photographs import hints as photo_hints
from mcollector.rules.photographs.findings import Place
from mcollector.rules.states import DocumentState
from mcollector.rules.tasks import Task
from mcollector.services.company_view import company_view
from mcollector.services.photographs import photographs
from mcollector.store.documents import Document
from mcollector.vault import number_marks
from mcollector.work.unit import UnitOfWork

_SIGNED = 1 << 63
_MOST_TWINS = 5
_SHOWN = (DocumentState.RECEIVED, DocumentState.CLEAN, DocumentState.RETURNED)


@dataclass(frozen=True, slots=True, repr=False)
class Raw:
    """A photograph as received, and what its look is compared with.

    `before` are looks of the person's earlier photographs of the place, `beside` of those in other
    places.
    """

    data: bytes
    slot: str
    today: date
    reads_words: bool
    before: tuple[int, ...]
    beside: tuple[int, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """What the child made of it; `reading` is to be sealed at once, `hints` are codes.

    `pixels` is their SHA-256; with `has_words` all lines of text were read.
    """

    large: bytes
    small: bytes
    size: tuple[int, int]
    turn: int
    hints: tuple[str, ...]
    look: int
    pixels: str
    crop: Place | None
    has_words: bool
    reading: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """What waits for the number: the reading, the same photographs of others, the crop."""

    reading: bytes
    twins: tuple[str, ...]
    crop: Place | None
    has_words: bool

    def to_bytes(self) -> bytes:
        """Return it for sealing."""
        return canonical.encode(asdict(self) | {"reading": self.reading.decode()})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Kept":
        """Return what `to_bytes` gave."""
        fields: dict[str, Any] = canonical.decode(data)
        return cls(
            fields["reading"].encode(),
            tuple(fields["twins"]),
            findings.place_of(fields["crop"]),
            fields["has_words"],
        )


def open_raw(uow: UnitOfWork, document_id: UUID) -> Raw | None:
    """Return what was received, for a look; None when that is no longer needed."""
    data = photographs.open_raw(uow, document_id)
    if data is None:
        return None
    row = uow.get(Document, document_id)
    _, slot = dependent_slots.parts_of(row.slot)
    looks = _looks(uow, row)
    return Raw(
        data,
        slot,
        day(uow.now),
        _reads_words(uow, row, slot),
        before=tuple(look for _, code, look in looks if code == row.slot),
        beside=tuple(look for state, code, look in looks if code != row.slot and state in _SHOWN),
    )


def store(uow: UnitOfWork, document_id: UUID, seen: Seen) -> None:
    """Seal both sizes, and what was read until it can be compared; safe to call twice."""
    row = photographs.locked(uow, document_id)
    if row.state is not DocumentState.RECEIVED:
        return
    photographs.store_clean(uow, document_id, seen.large, seen.small, seen.size)
    row.rotation, row.hints = seen.turn, photo_hints.join_codes(seen.hints)
    row.look = _masked(uow, seen.look)
    row.pixels = number_marks.picture_mark(uow.keyring.need_intake(), row.company_id, seen.pixels)
    kept = Kept(seen.reading, _twins(uow, row), seen.crop, seen.has_words)
    uow.seal(row, "reading", kept.to_bytes())
    if row.submission_id is not None:
        uow.later(Task.COMPARE_NUMBERS, row.id)


def _reads_words(uow: UnitOfWork, row: Document, slot: str) -> bool:
    """Tell whether to read the words: not on a card's back whose front shows the name too."""
    has_other_side = catalogue.find_slot(row.slot).carries_number and slot.endswith("_back")
    return not has_other_side or company_view(uow).card_back_only


def _looks(uow: UnitOfWork, row: Document) -> list[tuple[DocumentState, str, int]]:
    documents = select(Document.state, Document.slot, Document.look).where(
        Document.person_id == row.person_id, Document.id != row.id, Document.look.is_not(None)
    )
    return [(state, slot, _unmasked(uow, look)) for state, slot, look in uow.rows(documents)]


def _twins(uow: UnitOfWork, row: Document) -> tuple[str, ...]:
    """Return other people's photographs with the very same pixels: similar ones prove nothing."""
    theirs = select(Document.id).where(
        Document.pixels == row.pixels,
        Document.person_id != row.person_id,
        Document.state.in_(_SHOWN),
    )
    twins = uow.scalars(theirs.order_by(Document.received_at.desc()).limit(_MOST_TWINS))
    return tuple(twin.hex for twin in twins)


def _masked(uow: UnitOfWork, look: int) -> int:
    """Return the look under the worker's key, as the database holds 64 bits: with a sign."""
    return (look ^ _mask(uow)) - _SIGNED


def _unmasked(uow: UnitOfWork, kept: int) -> int:
    return (kept + _SIGNED) ^ _mask(uow)


def _mask(uow: UnitOfWork) -> int:
    return number_marks.looks_mask(uow.keyring.need_intake(), uow.actor.company_id)
