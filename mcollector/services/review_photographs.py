"""The photographs of a review: seen after their line, turned so that the next one need not."""

from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.rights import Deed
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import DocumentState
from mcollector.services import review_locks
from mcollector.services.permissions import need, need_other
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

WHOLE_TURN = 360
QUARTER = 90


def see_photograph(uow: UnitOfWork, document_id: UUID, size: str) -> bytes:
    """Return one photograph as JPEG; the line stands before it leaves. `size`: large or small.

    Only the large one counts as seen: a thumbnail cannot be read. NotFound for one that was not
    submitted, or is destroyed.
    """
    need(uow, Deed.REVIEW)
    row = uow.get(Document, document_id)
    need_other(uow, row.person_id)
    if row.submission_id is None:
        raise NotFound
    content = uow.open_file(row, "large" if size == "large" else "small", Purpose.REVIEW)
    if size == "large":
        uow.record(Action.DOCUMENT_SEEN, row=row)
    return content


def turn(uow: UnitOfWork, person_id: UUID, document_id: UUID, quarters: int) -> None:
    """Keep the photograph turned by so many quarters to the right; minus one is to the left.

    NotFound for one that is not the person's, or that no review shows.
    """
    need(uow, Deed.REVIEW)
    need_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    row = uow.get(Document, document_id, lock=True)
    is_shown = row.submission_id is not None and row.state is DocumentState.CLEAN
    if row.person_id != person.id or not is_shown:
        raise NotFound
    review_locks.need_hold(uow, person)
    row.rotation = (row.rotation + quarters * QUARTER) % WHOLE_TURN
    uow.record(Action.DOCUMENT_TURNED, row=row, rotation=row.rotation)
