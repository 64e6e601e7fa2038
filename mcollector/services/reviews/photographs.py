"""The photographs of a review: shown, with a line, and turned."""

from collections.abc import Sequence
from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.photographs import covered_jpegs
from mcollector.rules.photographs.findings import Place
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import DocumentState
from mcollector.services.permissions import require, require_other
from mcollector.services.reviews import findings, locks
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

WHOLE_TURN = 360
QUARTER = 90


def see_photograph(uow: UnitOfWork, document_id: UUID, size: str) -> bytes:
    """Return one photograph as JPEG; its line is written first.

    Large and small come with a number that nobody has to see covered; "whole" is the large one
    uncovered, for who has the review, with the line of a number that is shown. Only a large one
    counts as seen: a thumbnail cannot be read. NotFound for one that was not submitted, or is
    destroyed; HeldByAnother for a whole one while a colleague has the review.
    """
    require(uow, Permission.REVIEW)
    row = uow.get(Document, document_id)
    require_other(uow, row.person_id)
    if row.submission_id is None:
        raise NotFound
    covers = findings.covers_of(uow, row)
    content = uow.open_file(row, "small" if size == "small" else "large", Purpose.REVIEW)
    if size != "small":
        uow.record(Action.DOCUMENT_SEEN, row=row)
    if size != "whole":
        return covered_jpegs.covered(content, covers)
    _uncover(uow, row, covers)
    return content


def _uncover(uow: UnitOfWork, row: Document, covers: Sequence[Place]) -> None:
    """Require and record what showing a number requires and records."""
    require(uow, Permission.REVEAL)
    locks.need_hold(uow, uow.get(Person, row.person_id, lock=True))
    if covers:
        uow.record(Action.NUMBER_REVEALED, row=row, purpose=Purpose.REVIEW)


def turn(uow: UnitOfWork, person_id: UUID, document_id: UUID, quarters: int) -> None:
    """Keep the photograph turned by so many quarters to the right; minus one is to the left.

    NotFound for one that is not the person's, or that no review shows.
    """
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    row = uow.get(Document, document_id, lock=True)
    is_shown = row.submission_id is not None and row.state is DocumentState.CLEAN
    if row.person_id != person.id or not is_shown:
        raise NotFound
    locks.need_hold(uow, person)
    row.rotation = (row.rotation + quarters * QUARTER) % WHOLE_TURN
    uow.record(Action.DOCUMENT_TURNED, row=row, rotation=row.rotation)
