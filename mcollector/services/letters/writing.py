"""Writing letters: the worker takes one, derives its secret, and notes what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters import reminder_plan
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.letters.texts import Wording
from mcollector.rules.login import one_time
from mcollector.rules.login.one_time import SecretKind
from mcollector.services.company_view import CompanyView, company_view
from mcollector.services.letters import queue, samples, schedule, texts, trial_letters
from mcollector.services.letters import values as letter_values
from mcollector.services.letters.invited import note_invited
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.vault import intake
from mcollector.work.unit import UnitOfWork

RETRIES = (1, 5, 15, 60, 240, 480, 960, 1200)
"""Minutes until the next try after a 4xx: 48 hours in all."""


@dataclass(frozen=True, slots=True, repr=False)
class WrittenLetter:
    """A letter ready for the post. Its values hold the secret, so it has no `repr`."""

    id: UUID
    attempt: int
    kind: LetterKind
    to: str
    to_name: str
    company: str
    reply_to: str
    values: Mapping[str, object]
    queued_at: datetime
    wording: Wording | None
    is_test: bool


def take_next(uow: UnitOfWork, batch_id: UUID) -> WrittenLetter | None:
    """Mark the batch's next letter `sending` and return it written; None when none is due.

    The secret is HMAC(letter key, id): the same at every retry, stored as SHA-256 only.
    """
    letter = schedule.next_letter(uow, batch_id)
    if letter is None:
        return None
    account = uow.get(Account, letter.account_id)
    letter.state = LetterState.SENDING
    letter.sending_at = uow.now
    letter.attempts += 1
    letter.mail = _address(letter, account)
    uow.record(Action.LETTER_WRITTEN, row=letter, kind=letter.kind.value, attempt=letter.attempts)
    company = company_view(uow)
    values, wording = _said(uow, letter, account, company)
    return WrittenLetter(
        letter.id,
        letter.attempts,
        letter.kind,
        letter.mail,
        account.name,
        company.name,
        company.reply_to,
        values,
        letter.created_at,
        wording,
        letter.sample is not None,
    )


def _said(
    uow: UnitOfWork, letter: Letter, account: Account, company: CompanyView
) -> tuple[Mapping[str, object], Wording | None]:
    """Return the letter's values and wording; a trial letter has made-up ones."""
    if letter.sample is not None:
        values = samples.values_of(company, letter.kind)
        return values, trial_letters.wording_of(letter.sample)
    secret = _secret(uow, letter, account)
    values = letter_values.values_of(uow, letter, account, company, secret)
    return values, texts.own_wording(uow, letter.kind)


def _address(letter: Letter, account: Account) -> str:
    """Return where it goes: to the account as it is now, but a notice of a change where it says."""
    if letter.kind is LetterKind.ADDRESS_CHANGED and letter.mail:
        return letter.mail
    return account.mail


def _secret(uow: UnitOfWork, letter: Letter, account: Account) -> str:
    """Return the letter's secret, or "" where the account has a password and needs none."""
    if not queue.has_secret(account, letter.kind):
        return ""
    secret = intake.letter_secret(intake.letter_key(uow.keyring.need_intake()), letter.id)
    letter.secret_digest = intake.secret_digest(secret)
    letter.valid_until = letter.valid_until or uow.now + _kind_of_secret(letter.kind).lifetime
    return one_time.group(secret)


def _kind_of_secret(kind: LetterKind) -> SecretKind:
    return SecretKind.RESET if kind is LetterKind.RESET else SecretKind.LETTER


def note_outcome(uow: UnitOfWork, letter_id: UUID, attempt: int, state: str, code: str) -> None:
    """Note what became of the letter: "sent", "retry", "failed" or "unknown".

    A worker whose lease is over changes nothing, for another one has the letter - except that a
    letter that went is sent, whoever says so.
    """
    person = _locked_person(uow, letter_id)
    letter = uow.get(Letter, letter_id, lock=True)
    if letter.attempts != attempt and state != LetterState.SENT:
        return
    letter.state = _ending(letter, LetterState(state))
    letter.code = code
    again_at = uow.now + timedelta(minutes=_pause(letter))
    letter.next_at = reminder_plan.by_day(again_at) if letter.by_day else again_at
    if letter.state is LetterState.SENT:
        letter.sent_at = uow.now
    if person is not None:
        _tell_person(uow, person, letter)
    uow.record(Action.LETTER_ENDED, row=letter, result=letter.state.value)


def _locked_person(uow: UnitOfWork, letter_id: UUID) -> Person | None:
    """Return the letter's person, locked: they may be filling in their form at this moment."""
    whose = uow.first(select(Letter.person_id).where(Letter.id == letter_id))
    return None if whose is None else uow.get(Person, whose, lock=True)


def _ending(letter: Letter, state: LetterState) -> LetterState:
    """Give up after the last retry; an unknown one is sent again once, with the same Message-ID.

    One that was voided while it was under way is not tried again; if it went, it is sent.
    """
    if letter.state is LetterState.VOID and state is not LetterState.SENT:
        return LetterState.VOID
    if state is LetterState.RETRY and letter.attempts > len(RETRIES):
        return LetterState.FAILED
    if state is LetterState.UNKNOWN and letter.attempts > 1:
        return LetterState.FAILED
    return state


def _pause(letter: Letter) -> int:
    return RETRIES[min(letter.attempts, len(RETRIES)) - 1] if letter.attempts else 0


def _tell_person(uow: UnitOfWork, person: Person, letter: Letter) -> None:
    """Note on the person what it means; an address they no longer have means nothing."""
    is_theirs = letter.mail in (None, person.mail)
    if is_theirs and letter.state is LetterState.FAILED:
        person.bounced = True
    if is_theirs and letter.state is LetterState.SENT:
        person.bounced = False
        if letter.kind in queue.ASKING:
            note_invited(uow, person)
    uow.record(Action.LETTER_ENDED, row=person, result=letter.state.value, letter=letter.id.hex)
