"""Steps of a collection as the demo takes them, straight through the table of states."""

from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.states import Step, move
from mcollector.services.letters import queue
from mcollector.services.login import one_time_secrets
from mcollector.services.login.typed import NewPassword
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.vault import intake
from mcollector.work.unit import UnitOfWork


def take(uow: UnitOfWork, person_id: UUID, step: Step) -> None:
    """Take a step after which nothing is awaited: 内定, 退職; raises MoveRefused."""
    person = uow.get(Person, person_id, lock=True)
    person.state, person.due_on = move(person.state, step), None
    uow.record(Action.PERSON_MOVED, row=person, step=step.value)


def offer(uow: UnitOfWork, person_id: UUID) -> None:
    """内定: nothing is asked before the first day, so the invitation is held back."""
    take(uow, person_id, Step.OFFER)
    account = queue.account_of(uow, person_id)
    for letter in _letters(uow, account):
        letter.state = LetterState.VOID
        uow.record(Action.LETTER_ENDED, row=letter, result=LetterState.VOID.value)


def choose_password(uow: UnitOfWork, person_id: UUID, password: NewPassword) -> None:
    """Set the password with the secret of the letter that arrived; without a letter, directly."""
    account = queue.account_of(uow, person_id)
    came = [letter for letter in _letters(uow, account) if letter.state is LetterState.SENT]
    if not came:
        one_time_secrets.set_password(uow, account, password)
        return
    key = intake.letter_key(uow.keyring.need_intake())
    secret = intake.letter_secret(key, came[-1].id)
    one_time_secrets.set_first_password(uow, account.id, secret, password)


def _letters(uow: UnitOfWork, account: Account) -> list[Letter]:
    letters_of_account = select(Letter).where(Letter.account_id == account.id)
    return list(uow.scalars(letters_of_account.order_by(Letter.created_at)))
