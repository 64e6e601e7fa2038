"""The worker's comparison of what was read from photographs with what was typed."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.papers import catalogue, dependent_slots
from mcollector.rules.photographs.findings import Finding
from mcollector.rules.photographs.names_to_find import NamesToFind
from mcollector.rules.sealed import Purpose
from mcollector.services.photographs import photographs
from mcollector.services.photographs.examinations import Kept
from mcollector.services.reviews import papers
from mcollector.store.documents import Document
from mcollector.store.submissions import Dependent, Submission
from mcollector.vault import number_marks
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """One photograph to be compared: what was read, and what of its owner is looked for."""

    kept: Kept
    carries_number: bool
    digits: str
    sought: NamesToFind | None


def waiting(uow: UnitOfWork, document_id: UUID) -> Waiting | None:
    """Open what waits to be compared with the photograph; each opening writes a line. None if done.

    The numbers' fingerprints are made here too, the dependents' with them. What was read after the
    number's time in intake is over ends with it, 30 days after 「更新」 at the latest.
    """
    row = uow.get(Document, document_id)
    if row.reading is None or row.submission_id is None:
        return None
    whose, _ = dependent_slots.parts_of(row.slot)
    owners = _owners(uow, uow.get(Submission, row.submission_id))
    opened = {_mark(owner): _opened(uow, owner, whose) for owner in owners}.get(whose)
    if opened is None:
        row.reading = None
        uow.record(Action.DOCUMENT_COMPARED, row=row, result="too late")
        return None
    kept = Kept.from_bytes(uow.open(row, "reading", Purpose.COMPARISON))
    return Waiting(kept, catalogue.find_slot(row.slot).carries_number, *opened)


def store(uow: UnitOfWork, document_id: UUID, finding: Finding) -> None:
    """Seal what was found with the photograph, and end what waited for it; safe to call twice."""
    row = photographs.locked(uow, document_id)
    if row.reading is None:
        return
    uow.seal(row, "finding", finding.to_bytes())
    row.reading = None
    uow.record(Action.DOCUMENT_COMPARED, row=row)


def forget(uow: UnitOfWork, submission: Submission) -> None:
    """Forget what the submission kept for comparisons to come."""
    for owner in _owners(uow, submission):
        owner.number_intake = owner.facts_intake = None
    for row in papers.bound(uow, submission.id):
        row.reading = None


def _owners(uow: UnitOfWork, submission: Submission) -> list[Submission | Dependent]:
    return [submission, *papers.dependents_of(uow, submission)]


def _mark(owner: Submission | Dependent) -> str:
    """Return what the codes of the owner's photographs begin with."""
    return dependent_slots.mark_of(owner.id) if isinstance(owner, Dependent) else ""


def _opened(
    uow: UnitOfWork, owner: Submission | Dependent, whose: str
) -> tuple[str, NamesToFind | None] | None:
    is_needed = _mark(owner) == whose
    if owner.number_intake is None or not (is_needed or owner.fingerprint is None):
        return None
    digits = uow.open(owner, "number_intake", Purpose.COMPARISON).decode()
    key = uow.keyring.need_intake()
    owner.fingerprint = number_marks.number_mark(key, owner.company_id, digits)
    if isinstance(owner, Dependent) and not owner.papers:
        owner.number_intake = owner.facts_intake = None  # no photograph will ever be compared
    return (digits, _sought(uow, owner)) if is_needed else None


def _sought(uow: UnitOfWork, owner: Submission | Dependent) -> NamesToFind | None:
    if owner.facts_intake is None:
        return None  # submitted to an earlier version of the house
    return NamesToFind.from_bytes(uow.open(owner, "facts_intake", Purpose.COMPARISON))
