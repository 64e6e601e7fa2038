"""Whose own record a person's is: a staff account is tied to it, and may not review it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, NotAllowed, NotFound
from mcollector.rules.rights import OFFICE, Permission, Right
from mcollector.rules.sentences import Sentence, say
from mcollector.services.permissions import require
from mcollector.services.staff.accounts import account_of
from mcollector.store.accounts import Account, AccountState
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

_NOBODY = say("担当者を選んでください。一覧にないときは、画面を開き直してください。")
_SUSPENDED = say("利用を停止している担当者は、結び付けられません。先に停止を解除してください。")
_TAKEN = say("この担当者は、ほかの人の登録と結び付いています。先にその結び付きを解除してください。")
_OWN = say("自分の結び付きは解除できません。ほかの組織管理者に依頼してください。")


class LinkRefused(MoveRefused):
    """The account cannot be tied to the person, and why."""

    def __init__(self, why: Sentence) -> None:
        super().__init__()
        self.sentence = why


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the office; a suspended account cannot log in."""

    id: UUID
    name: str
    right: Right
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class StaffLinks:
    """Which accounts are the person's own, and which could be tied to it."""

    mine: tuple[Colleague, ...]
    free: tuple[Colleague, ...]


def load_links(uow: UnitOfWork, person_id: UUID) -> StaffLinks:
    """Return the person's own accounts and those that are nobody's yet, in order of their names."""
    require(uow, Permission.STAFF)
    of_the_office = select(Account.id, Account.name, Account.right, Account.state).where(
        Account.right.in_(OFFICE)
    )
    named = of_the_office.order_by(Account.name, Account.id)
    active = Account.state == AccountState.ACTIVE
    own = uow.rows(named.where(Account.person_id == person_id))
    free = uow.rows(named.where(Account.person_id.is_(None), active))
    return StaffLinks(tuple(map(_colleague, own)), tuple(map(_colleague, free)))


def own_record(uow: UnitOfWork, account_id: UUID) -> UUID | None:
    """Return the person whose record is the account's own, None for none."""
    require(uow, Permission.STAFF)
    return account_of(uow, account_id).person_id


def link(uow: UnitOfWork, person_id: UUID, account_id: UUID | None) -> None:
    """Make the record the account's own, from its next request on; safe to call twice.

    Raises LinkRefused for an unknown or suspended account, or one tied to somebody else.
    """
    require(uow, Permission.STAFF)
    person = uow.get(Person, person_id, lock=True)
    try:
        account = account_of(uow, account_id, lock=True)
    except NotFound:
        raise LinkRefused(_NOBODY) from None
    if account.person_id == person.id:
        return
    if account.person_id is not None:
        raise LinkRefused(_TAKEN)
    if account.state is not AccountState.ACTIVE:
        raise LinkRefused(_SUSPENDED)
    account.person_id = person.id
    _record(uow, Action.STAFF_LINKED, account, person.id)


def unlink(uow: UnitOfWork, account_id: UUID) -> UUID | None:
    """Take the tie away and return whose it was; raises NotAllowed for the actor's own."""
    require(uow, Permission.STAFF)
    if account_id == uow.actor.id:
        raise NotAllowed(_OWN)
    account = account_of(uow, account_id, lock=True)
    person_id, account.person_id = account.person_id, None
    if person_id is not None:
        _record(uow, Action.STAFF_UNLINKED, account, person_id)
    return person_id


def _record(uow: UnitOfWork, action: Action, account: Account, person_id: UUID) -> None:
    """Write a line about the account and one about the person: each has a history of its own."""
    for subject in (None, person_id):
        uow.record(action, subject, row=account)


def _colleague(row: Account) -> Colleague:
    return Colleague(row.id, row.name, row.right, row.state is AccountState.SUSPENDED)
