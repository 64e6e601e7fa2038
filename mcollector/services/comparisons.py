"""The comparison of what was read from photographs with what was typed, in the worker's hands."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from mcollector.rules import dependent_slots
from mcollector.rules import documents as papers
from mcollector.rules.actions import Action
from mcollector.rules.findings import Finding
from mcollector.rules.sealed import Purpose
from mcollector.rules.sought import Sought
from mcollector.services import documents, review_papers
from mcollector.services.examinations import Kept
from mcollector.store.documents import Document
from mcollector.store.submissions import Dependent, Submission
from mcollector.vault import fingerprints
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """One photograph to be compared: what was read, and what of its owner is looked for."""

    document_id: UUID
    kept: Kept
    carries_number: bool
    digits: str
    sought: Sought | None


def waiting(uow: UnitOfWork, submission_id: UUID) -> tuple[Waiting, ...]:
    """Open what waits of the submission, each opening with its line; nothing when all is done.

    The numbers' fingerprints are made here too, whatever photographs there are. What was read
    after the number's time in intake is over ends with it, 30 days after 「更新」 at the latest.
    """
    submission = uow.get(Submission, submission_id)
    rows = [row for row in review_papers.bound(uow, submission_id) if row.reading is not None]
    needed = {dependent_slots.parts_of(row.slot)[0] for row in rows}
    opened = {_mark(owner): _opened(uow, owner, needed) for owner in _owners(uow, submission)}
    found = [(row, opened.get(dependent_slots.parts_of(row.slot)[0])) for row in rows]
    for row, values in found:
        if values is None:
            row.reading = None
            uow.record(Action.DOCUMENT_COMPARED, row=row, result="too late")
    return tuple(_waiting(uow, row, *values) for row, values in found if values is not None)


def _waiting(uow: UnitOfWork, row: Document, digits: str, sought: Sought | None) -> Waiting:
    kept = Kept.from_bytes(uow.open(row, "reading", Purpose.COMPARISON))
    return Waiting(row.id, kept, papers.slot(row.slot).carries_number, digits, sought)


def store(uow: UnitOfWork, findings: Mapping[UUID, Finding]) -> None:
    """Seal what was found with the photographs, and end what waited for it; twice is fine."""
    for document_id, finding in findings.items():
        row = documents.locked(uow, document_id)
        if row.reading is None:
            continue
        uow.seal(row, "finding", finding.to_bytes())
        row.reading = None
        uow.record(Action.DOCUMENT_COMPARED, row=row)


def forget(uow: UnitOfWork, submission: Submission) -> None:
    """End what the submission kept for comparisons to come."""
    for owner in _owners(uow, submission):
        owner.number_intake = owner.facts_intake = None
    for row in review_papers.bound(uow, submission.id):
        row.reading = None


def _owners(uow: UnitOfWork, submission: Submission) -> list[Submission | Dependent]:
    return [submission, *review_papers.dependents_of(uow, submission)]


def _mark(owner: Submission | Dependent) -> str:
    """Return what the codes of the owner's photographs begin with."""
    return dependent_slots.mark_of(owner.id) if isinstance(owner, Dependent) else ""


def _opened(
    uow: UnitOfWork, owner: Submission | Dependent, needed: set[str]
) -> tuple[str, Sought | None] | None:
    is_needed = _mark(owner) in needed
    if owner.number_intake is None or not (is_needed or owner.fingerprint is None):
        return None
    digits = uow.open(owner, "number_intake", Purpose.COMPARISON).decode()
    key = uow.keyring.need_intake()
    owner.fingerprint = fingerprints.fingerprint(key, owner.company_id, digits)
    if isinstance(owner, Dependent) and not owner.papers:
        owner.number_intake = owner.facts_intake = None  # no photograph will ever be compared
    return (digits, _sought(uow, owner)) if is_needed else None


def _sought(uow: UnitOfWork, owner: Submission | Dependent) -> Sought | None:
    if owner.facts_intake is None:
        return None  # submitted to an earlier version of the house
    return Sought.from_bytes(uow.open(owner, "facts_intake", Purpose.COMPARISON))
