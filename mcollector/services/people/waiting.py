"""How many people wait: the figures of the office's first page and of the digest."""

from dataclasses import astuple, dataclass

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.services.people import list as people_list
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people wait for the office or the office for them; a person can be in several."""

    to_review: int
    late: int
    returned: int
    bounced: int
    verified: int
    total: int

    @property
    def asks_for_something(self) -> bool:
        """Tell whether there is anything to do."""
        return any(astuple(self)[:4])


def count_waiting(uow: UnitOfWork) -> Counts:
    """Return the company's counts of this moment."""
    tabs = people_list.count_tabs(uow, deadlines.day(uow.now))
    bounced = uow.count(select(Person.id).where(Person.bounced.is_(True)))
    return Counts(
        tabs["to_review"], tabs["late"], tabs["returned"], bounced, tabs["verified"], tabs["all"]
    )
