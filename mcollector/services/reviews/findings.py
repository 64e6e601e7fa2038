"""The worker's findings for the reviewer: verdicts, flags, and the same number of two people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.photographs.findings import Finding, Place
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import DocumentState
from mcollector.services.reviews import people as review_people
from mcollector.services.reviews.papers import ReviewDocument, dependents_of
from mcollector.services.submissions import submit
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork

Owner = Submission | Dependent
_GONE = (DocumentState.REPLACED, DocumentState.DESTROYED, DocumentState.UNUSABLE)


@dataclass(frozen=True, slots=True)
class Found:
    """One photograph: `finding` is None while it `is_waiting`, or when nothing could be compared.

    `size` is the picture's width and height, `rotation` how far it is turned to the right; `twins`
    are the people of whom the same photograph came. The owner is a submission or a dependent.
    """

    document_id: UUID
    owner_id: UUID
    title: str
    size: tuple[int, int]
    rotation: int
    finding: Finding | None
    is_waiting: bool
    twins: tuple[str, ...]

    @property
    def is_covered(self) -> bool:
        """Tell whether the photograph comes with its number covered."""
        return self.finding is not None and self.finding.covered != ()


@dataclass(frozen=True, slots=True)
class Double:
    """A number that somebody else has too: whose of this review (0 the employee), and who."""

    owner_id: UUID
    position: int
    name: str
    is_dependent: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found on the papers of one review."""

    photographs: tuple[Found, ...]
    doubles: tuple[Double, ...]


def load_findings(
    uow: UnitOfWork, submission: Submission, photographs: Sequence[ReviewDocument]
) -> Findings:
    """Return the findings; each finding and each suspected number that is opened writes a line."""
    owners = {_position(owner): owner.id for owner in _owners(uow, submission)}
    shown = tuple(
        _found(uow, photograph, owners[photograph.position]) for photograph in photographs
    )
    return Findings(shown, tuple(_doubles(uow, submission)))


def covers_of(uow: UnitOfWork, row: Document) -> tuple[Place, ...]:
    """Return the places of the photograph to cover; opening the finding writes a line."""
    return finding.covered if (finding := _opened(uow, row)) else ()


def _opened(uow: UnitOfWork, row: Document) -> Finding | None:
    return Finding.from_bytes(uow.open(row, "finding", Purpose.REVIEW)) if row.finding else None


def _owners(uow: UnitOfWork, submission: Submission) -> list[Owner]:
    return [submission, *dependents_of(uow, submission)]


def _found(uow: UnitOfWork, photograph: ReviewDocument, owner_id: UUID) -> Found:
    row = uow.get(Document, photograph.id)
    finding = _opened(uow, row)
    return Found(
        row.id,
        owner_id,
        photograph.title,
        (row.width, row.height),
        row.rotation,
        finding,
        is_waiting=row.reading is not None or row.state is DocumentState.RECEIVED,
        twins=_owners_of(uow, finding.twins) if finding else (),
    )


def _owners_of(uow: UnitOfWork, twins: Sequence[str]) -> tuple[str, ...]:
    ids = [UUID(hex=twin) for twin in twins]
    theirs = select(Document.person_id).where(Document.id.in_(ids), Document.state.not_in(_GONE))
    people = uow.scalars(select(Person).where(Person.id.in_(uow.scalars(theirs))))
    return tuple(sorted(review_people.name_of(person) for person in people))


def _doubles(uow: UnitOfWork, submission: Submission) -> Iterator[Double]:
    """Yield everybody with the same number: fingerprints find candidates, opening confirms."""
    for owner in _owners(uow, submission):
        others = list(_suspects(uow, owner))
        number = uow.open(owner, "number", Purpose.REVIEW) if others else b""
        for other in others:
            if uow.open(other, "number", Purpose.REVIEW) == number:
                name = review_people.name_of(uow.get(Person, other.person_id))
                yield Double(owner.id, _position(owner), name, isinstance(other, Dependent))


def _suspects(uow: UnitOfWork, owner: Owner) -> Iterator[Owner]:
    if owner.fingerprint is None or owner.number is None:
        return
    mark = owner.fingerprint
    employees = select(Submission).where(Submission.fingerprint == mark)
    dependents = select(Dependent).where(Dependent.fingerprint == mark)
    same: list[Owner] = [*uow.scalars(employees), *uow.scalars(dependents)]
    for row in same:
        if row.id != owner.id and row.number is not None and _counts(uow, row, owner):
            yield row


def _position(owner: Owner) -> int:
    return owner.position if isinstance(owner, Dependent) else 0


def _counts(uow: UnitOfWork, row: Owner, owner: Owner) -> bool:
    """Tell whether the row belongs to somebody's newest submission, the review's own included."""
    newest = submit.newest(uow, row.person_id)
    whose = row.submission_id if isinstance(row, Dependent) else row.id
    is_own_earlier = row.person_id == owner.person_id and type(row) is type(owner)
    return newest is not None and newest.id == whose and not is_own_earlier
