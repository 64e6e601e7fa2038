"""履歴: what was done with one person, as the audit log tells it."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.rights import Permission
from mcollector.rules.text.names import full_of
from mcollector.services.audit import lines
from mcollector.services.audit.lines import LogPage, LogQuery
from mcollector.services.permissions import require
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class History:
    """A page of the lines about one person, the newest first."""

    person_id: UUID
    name: str
    page: LogPage


def get_page(uow: UnitOfWork, person_id: UUID, before: int | None, after: int | None) -> History:
    """Return the page beside these lines, the first for none; NotFound for nobody here."""
    require(uow, Permission.AUDIT)
    name = full_of(uow.get(Person, person_id))
    query = LogQuery(subject=person_id, before=before, after=after)
    return History(person_id, name, lines.get_page(uow, query))
