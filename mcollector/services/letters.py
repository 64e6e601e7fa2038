"""Letters: queued in the unit that wants them, written and sent by the worker."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.letters import LetterKind, LetterState
from mcollector.rules.tasks import Task
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork

FIRST_LETTERS = (LetterKind.INVITATION, LetterKind.STAFF_INVITATION)


def queue_one(uow: UnitOfWork, account: Account, kind: LetterKind) -> UUID:
    """Queue one letter to the account and return its id; older secrets of the account are void."""
    if kind.carries_secret:
        void_secrets(uow, account.id)
    letter = uow.add(
        Letter(
            batch_id=uuid4(),
            account_id=account.id,
            person_id=account.person_id,
            kind=kind,
            next_at=uow.now,
            created_at=uow.now,
        )
    )
    uow.record(Action.LETTER_QUEUED, row=letter, kind=kind.value)
    uow.later(Task.SEND_LETTERS, letter.batch_id)
    return letter.id


def queue_many(
    uow: UnitOfWork, batch_id: UUID, kind: LetterKind, accounts: Iterable[dict[str, object]]
) -> int:
    """Queue a letter to each new account mapping, as one batch; return how many."""
    count = uow.add_many(
        Letter, (_letter(uow, batch_id, kind, row) for row in accounts), Action.LETTER_QUEUED
    )
    uow.later(Task.SEND_LETTERS, batch_id)
    return count


def _letter(
    uow: UnitOfWork, batch_id: UUID, kind: LetterKind, account: dict[str, object]
) -> dict[str, object]:
    return {
        "batch_id": batch_id,
        "account_id": account["id"],
        "person_id": account["person_id"],
        "kind": kind,
        "state": LetterState.READY,
        "tries": 0,
        "attempts": 0,
        "code": "",
        "next_at": uow.now,
        "created_at": uow.now,
    }


def void_secrets(uow: UnitOfWork, account_id: UUID) -> None:
    """End every unused secret of the account: a new letter voids the older one.

    An invitation that still waits to be written would get a secret of its own; it is void too.
    """
    mine = select(Letter).where(Letter.account_id == account_id, Letter.used_at.is_(None))
    unwritten = Letter.kind.in_(FIRST_LETTERS) & (Letter.state == LetterState.READY)
    for letter in uow.scalars(mine.where(Letter.secret_digest.is_not(None) | unwritten)):
        letter.secret_digest = None
        if letter.state in (LetterState.READY, LetterState.RETRY):
            letter.state = LetterState.VOID


def account_of(uow: UnitOfWork, person_id: UUID) -> Account:
    """Return the employee's account; raises NotFound."""
    mine = select(Account).where(Account.person_id == person_id)
    account = uow.first(mine.where(Account.right == "member"))
    if account is None:
        raise NotFound
    return account
