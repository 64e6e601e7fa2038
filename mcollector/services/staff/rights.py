"""Changing the rights of the office's accounts; a company always keeps an administrator."""

from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import OFFICE, Permission, Right
from mcollector.rules.sentences import say
from mcollector.services.letters import queue
from mcollector.services.login import second_factor, sessions
from mcollector.services.permissions import require
from mcollector.services.staff.accounts import account_of
from mcollector.store.accounts import Account, AccountState
from mcollector.store.companies import Company
from mcollector.work.unit import UnitOfWork


class LastAdministrator(MoveRefused):
    """The last administrator cannot go; somebody else has to become 組織管理者 first."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = say(
            "組織管理者が1人もいなくなるため、変更しませんでした。"
            "先に、ほかの人を組織管理者にしてください。"
        )


def change_right(uow: UnitOfWork, account_id: UUID, right: Right) -> None:
    """Give another right of the office, from the next request on; raises LastAdministrator.

    The account's sessions end: what was opened with one right does not go on with another.
    """
    require(uow, Permission.STAFF)
    account = _without_leaving_nobody(uow, account_id, stays=right is Right.ADMIN)
    if right not in OFFICE:
        raise NotAllowed
    before, account.right = account.right, right
    uow.record(Action.STAFF_CHANGED, row=account, before=before.value, right=right.value)
    if before is not right:
        sessions.end_all(uow, account)


def suspend(uow: UnitOfWork, account_id: UUID) -> None:
    """Suspend an account: its sessions and secrets end; raises LastAdministrator."""
    require(uow, Permission.STAFF)
    account = _without_leaving_nobody(uow, account_id, stays=False)
    account.state = AccountState.SUSPENDED
    queue.void_secrets(uow, account)
    sessions.end_all(uow, account)
    uow.record(Action.STAFF_SUSPENDED, row=account)


def resume(uow: UnitOfWork, account_id: UUID) -> None:
    """Resume a suspended account."""
    require(uow, Permission.STAFF)
    account = account_of(uow, account_id, lock=True)
    account.state = AccountState.ACTIVE
    uow.record(Action.STAFF_RESUMED, row=account)


def remove_factor(uow: UnitOfWork, account_id: UUID) -> None:
    """Take a lost second factor away; it is enrolled anew after the next login.

    Raises NotAllowed for the actor's own: whoever can log in has not lost it, and a stolen
    session must not remove it. The owner is told by mail.
    """
    require(uow, Permission.STAFF)
    if account_id == uow.actor.id:
        raise NotAllowed(say("自分の二段階認証は、ここでは解除できません。"))
    account = account_of(uow, account_id, lock=True)
    second_factor.remove(uow, account)
    sessions.end_all(uow, account)
    queue.queue_one(uow, account, LetterKind.FACTOR_REMOVED)


def _without_leaving_nobody(uow: UnitOfWork, account_id: UUID, *, stays: bool) -> Account:
    """Return the account, locked; raise LastAdministrator if nobody would be left.

    The company is locked first: two administrators who remove each other wait for one another.
    """
    uow.get(Company, uow.actor.company_id, lock=True)
    account = account_of(uow, account_id, lock=True)
    others = select(Account.id).where(
        Account.right == Right.ADMIN, Account.state == AccountState.ACTIVE, Account.id != account_id
    )
    is_one = account.right is Right.ADMIN and account.state is AccountState.ACTIVE
    able = others.where(Account.password_hash.is_not(None))
    if is_one and not stays and uow.first(able.limit(1)) is None:
        raise LastAdministrator
    return account
