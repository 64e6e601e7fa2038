"""Whether single keys press the buttons of the review: each clerk's own switch (WCAG 2.1.4)."""

from mcollector.rules.actions import Action
from mcollector.rules.rights import Permission
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.work.unit import UnitOfWork


def switch(uow: UnitOfWork, *, on: bool) -> None:
    """Switch the actor's own keys on or off; twice is fine."""
    require(uow, Permission.REVIEW)
    account = uow.get(Account, uow.actor.id, lock=True)
    account.shortcuts_off = not on
    uow.record(Action.SHORTCUTS_SET, row=account, on=int(on))
