"""Letters: queued in the unit that wants them, written and sent by the worker."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.tasks import Task
from mcollector.store.accounts import Account, WebSession
from mcollector.store.letters import Letter, Secret
from mcollector.store.outbox import OutboxRow, OutboxState
from mcollector.work.unit import UnitOfWork

ASKING = (LetterKind.INVITATION, LetterKind.REMINDER, LetterKind.RETURN)
"""Kinds that ask a person for papers: a newer one stands in for an older one."""

UNFINISHED = (LetterState.READY, LetterState.SENDING, LetterState.RETRY, LetterState.UNKNOWN)


def queue_one(
    uow: UnitOfWork,
    account: Account,
    kind: LetterKind,
    mail: str = "",
    *,
    at: datetime | None = None,
    by_day: bool = False,
) -> UUID:
    """Queue one letter to the account and return its id; older secrets of the account are void.

    It goes at once, or at its time; `by_day` keeps it from going at night. `mail` is where it goes
    when that is not where the account's letters go now. Who has no address gets none: the letter is
    void from the start, a printed slip stays good.
    """
    if kind.carries_secret and account.mail:
        void_secrets(uow, account)
    letter = uow.add(
        Letter(
            batch_id=uuid4(),
            account_id=account.id,
            person_id=None if account.is_staff else account.person_id,
            mail=mail or None,
            kind=kind,
            state=LetterState.READY if mail or account.mail else LetterState.VOID,
            next_at=at or uow.now,
            by_day=by_day,
            created_at=uow.now,
        )
    )
    uow.record(Action.LETTER_QUEUED, row=letter, kind=kind.value)
    if account.mail:
        _ring_at(uow, letter.batch_id, at)
    return letter.id


def _ring_at(uow: UnitOfWork, batch_id: UUID, at: datetime | None) -> None:
    task_id = uow.later(Task.SEND_LETTERS, batch_id)
    if at is not None:
        uow.flush()
        uow.get(OutboxRow, task_id).next_at = at


def queue_many(
    uow: UnitOfWork,
    batch_id: UUID,
    kind: LetterKind,
    accounts: Iterable[dict[str, object]],
    *,
    at: datetime,
) -> int:
    """Queue a letter to each new account mapping, as one batch that goes at its time; how many."""
    rows = ({"account_id": row["id"], "person_id": row["person_id"]} for row in accounts)
    count = uow.add_many(
        Letter,
        rows,
        Action.LETTER_QUEUED,
        batch_id=batch_id,
        kind=kind,
        state=LetterState.READY,
        next_at=at,
        created_at=uow.now,
    )
    _ring_at(uow, batch_id, at)
    return count


def hurry(uow: UnitOfWork, batch_id: UUID) -> None:
    """Let the batch's letters that wait for their time go at once."""
    letters = select(Letter).where(Letter.batch_id == batch_id, Letter.state == LetterState.READY)
    for letter in uow.scalars(letters.with_for_update(key_share=True)):
        letter.next_at = uow.now
    tasks = select(OutboxRow).where(
        OutboxRow.object_id == batch_id, OutboxRow.state == OutboxState.WAITING
    )
    for task in uow.scalars(tasks.with_for_update(key_share=True)):
        task.next_at = uow.now


def void_secrets(uow: UnitOfWork, account: Account) -> None:
    """End every unused secret of the account: a new letter or slip voids the older one.

    A session that one of them opened, to set a password in, ends with it.

    One that is not sent yet, or was under way when its worker died, is not sent any more: its
    secret would be made anew when it is written.
    """
    letters = select(Letter).where(Letter.account_id == account.id, Letter.used_at.is_(None))
    for letter in uow.scalars(letters.with_for_update(key_share=True)):
        if letter.state in UNFINISHED and has_secret(account, letter.kind):
            letter.state = LetterState.VOID
        letter.secret_digest = None
    slips = select(Secret).where(Secret.account_id == account.id, Secret.used_at.is_(None))
    for slip in uow.scalars(slips.with_for_update(key_share=True)):
        uow.delete(slip)
    _end_first_steps(uow, account)


def _end_first_steps(uow: UnitOfWork, account: Account) -> None:
    mine = select(WebSession).where(WebSession.account_id == account.id)
    opened = uow.scalars(mine.where(WebSession.stage == "set_password"))
    for session in opened:
        uow.delete(session)
    if opened:
        uow.record(Action.SESSION_CLOSED, row=account, count=len(opened))


def has_secret(account: Account, kind: LetterKind) -> bool:
    """Tell whether a letter of the kind to the account carries a secret when it is written."""
    return kind is LetterKind.RESET or (kind.carries_secret and account.password_hash is None)


def account_of(uow: UnitOfWork, person_id: UUID) -> Account:
    """Return the employee's account; raises NotFound."""
    accounts = select(Account).where(Account.person_id == person_id)
    account = uow.first(accounts.where(Account.right == "member"))
    if account is None:
        raise NotFound
    return account
