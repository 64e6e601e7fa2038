"""What the office does with a letter: send it again, or mark it as bounced by hand."""

from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.letters.reasons import BY_HAND
from mcollector.rules.rights import Permission
from mcollector.rules.states import PersonState
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.services.reminders.by_hand import REMINDABLE
from mcollector.store.accounts import Account, AccountState
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


def kind_now(
    kind: LetterKind, state: PersonState | None, *, has_password: bool
) -> LetterKind | None:
    """Return the kind of letter to send today in place of a failed one; None for no letter.

    `state` is the person's, None for somebody of the office alone. Nobody who has finished is
    asked again, and what only the person can ask for is not sent by the office.
    """
    if kind is LetterKind.STAFF_INVITATION:
        return None if has_password else kind
    if kind is LetterKind.COMPLETION:
        return kind if state is PersonState.VERIFIED else None
    if kind not in queue.ASKING or state not in REMINDABLE:
        return None
    if state is PersonState.RETURNED:
        return LetterKind.RETURN
    return LetterKind.REMINDER if kind is LetterKind.RETURN else kind


def same_matter(kind: LetterKind) -> tuple[LetterKind, ...]:
    """Return the kinds of letters that make an older letter of this kind needless."""
    return queue.ASKING if kind in queue.ASKING else (kind,)


def resend(uow: UnitOfWork, letter_id: UUID) -> UUID:
    """Queue a new letter in place of a failed one, with a fresh secret; return its id.

    Raises MoveRefused when it has not failed, was sent again already, or has nothing to say now.
    """
    require(uow, Permission.LETTERS)
    person, account, letter = _locked(uow, letter_id)
    has_password = account.password_hash is not None
    state = None if person is None else person.state
    kind = kind_now(letter.kind, state, has_password=has_password)
    if letter.state is not LetterState.FAILED or kind is None or _has_newer(uow, letter):
        raise MoveRefused
    if account.state is not AccountState.ACTIVE:
        raise MoveRefused
    newer = queue.queue_one(uow, account, kind)
    uow.record(Action.LETTER_QUEUED, row=person or account, letter=newer.hex, again=letter.id.hex)
    return newer


def _locked(uow: UnitOfWork, letter_id: UUID) -> tuple[Person | None, Account, Letter]:
    """Return the person, the account and the letter, all locked, the person first."""
    letter = uow.get(Letter, letter_id)
    person = uow.get(Person, letter.person_id, lock=True) if letter.person_id else None
    account = uow.get(Account, letter.account_id, lock=True)
    return person, account, uow.get(Letter, letter_id, lock=True)


def _has_newer(uow: UnitOfWork, letter: Letter) -> bool:
    newer = select(Letter.id).where(
        Letter.account_id == letter.account_id,
        Letter.kind.in_(same_matter(letter.kind)),
        Letter.created_at >= letter.created_at,
        Letter.id != letter.id,
    )
    return uow.first(newer.limit(1)) is not None


def bounce(uow: UnitOfWork, letter_id: UUID) -> None:
    """「不達にする」: a sent letter came back later, to the company's own address.

    Raises MoveRefused for one that was not sent.
    """
    require(uow, Permission.LETTERS)
    person, _account, letter = _locked(uow, letter_id)
    if letter.state is not LetterState.SENT:
        raise MoveRefused
    letter.state, letter.code = LetterState.FAILED, BY_HAND
    uow.record(Action.LETTER_ENDED, row=letter, result=LetterState.FAILED.value, by="hand")
    if person is not None:
        person.bounced = person.bounced or letter.mail in (None, person.mail)
        uow.record(Action.LETTER_ENDED, row=person, result="failed", letter=letter.id.hex)
