"""What a trial installation's /mail/ may show: the letters of one company."""

from uuid import UUID

from sqlalchemy import select

from mcollector.rules.rights import Permission
from mcollector.services.permissions import require
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork


def find_letters(uow: UnitOfWork) -> tuple[UUID, ...]:
    """Return the ids of every letter of the actor's company, trial letters too."""
    require(uow, Permission.MAILBOX)
    return tuple(uow.scalars(select(Letter.id)))
