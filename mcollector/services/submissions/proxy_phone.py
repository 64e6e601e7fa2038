"""Who is writing with a telephone that a link opened: the employee, or a clerk."""

from uuid import UUID

from mcollector.rules.actor import Actor
from mcollector.rules.errors import HandoffOver
from mcollector.rules.rights import Permission, may
from mcollector.services.submissions import handoffs
from mcollector.store.accounts import Account, AccountState
from mcollector.work.unit import UnitOfWork


def writer(uow: UnitOfWork, phone_session_id: UUID) -> Actor:
    """Return who writes with the telephone: the employee, or the clerk who made the link.

    Raises HandoffOver when it has ended, or the clerk's right has.
    """
    row = handoffs.held(uow, phone_session_id)
    if row.account_id is None:
        return uow.actor
    clerk = uow.get(Account, row.account_id)
    if clerk.state is not AccountState.ACTIVE or not may(clerk.right, Permission.EDIT):
        raise HandoffOver
    actor = Actor.staff(clerk.company_id, clerk.id, clerk.right, clerk.person_id)
    return actor.entering_for(row.person_id)
