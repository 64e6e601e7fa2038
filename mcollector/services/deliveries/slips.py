"""紙の招待状: the invitation of people without a mail address, printed once with its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login import one_time
from mcollector.rules.login.one_time import SecretKind
from mcollector.rules.rights import Permission, Right, may
from mcollector.rules.sentences import say
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import full_of
from mcollector.services.company_view import CompanyView, company_view
from mcollector.services.letters import queue, values
from mcollector.services.letters.invited import note_invited
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.letters import Secret
from mcollector.store.people import Person
from mcollector.vault import intake
from mcollector.work.unit import UnitOfWork

AT_ONCE = 200
"""Slips printed by one press: more pages than anybody hands out in a day."""

NEVER = (PersonState.OFFERED, PersonState.REFUSED, PersonState.RETIRED)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a slip would be for; `has_password` makes it one to set a new password."""

    id: UUID
    name: str
    mail: str
    has_password: bool


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """One slip, to be printed now. It holds the secret, so it has no `repr`.

    `code` is grouped as it is typed, `link` what the QR code holds, `site` where one logs in.
    """

    name: str
    company: CompanyView
    user_id: str
    code: str
    link: str
    site: str
    valid_until: date
    deadline: date | None


def find_waiting(uow: UnitOfWork) -> tuple[Recipient, ...]:
    """Return who has no mail address and no password yet, in the order of their names."""
    require(uow, Permission.LETTERS)
    people = select(Person, Account).join(Account, Account.person_id == Person.id)
    first = people.where(Person.mail == "", Account.password_hash.is_(None))
    first = first.where(Account.right == Right.MEMBER)
    ordered = first.where(Person.state.not_in(NEVER)).order_by(Person.folded, Person.id)
    return tuple(_asked(*row) for row in uow.rows(ordered.limit(AT_ONCE)))


def load_recipient(uow: UnitOfWork, person_id: UUID) -> Recipient:
    """Return whom a slip would be for; raises MoveRefused where nothing is collected.

    NotAllowed for who may not print theirs: somebody who has a password gets one of 組織管理者.
    """
    require(uow, Permission.LETTERS)
    asked = _asked(*_both(uow, person_id))
    if asked.has_password:
        _require_administrator(uow)
    return asked


def print_slips(uow: UnitOfWork, person_ids: Sequence[UUID]) -> tuple[Slip, ...]:
    """Make a new code for each and return the slips; older codes, mailed ones too, are void.

    Only the digest is stored: a slip that is lost is printed again. For somebody who has a password
    a slip is a way into their account: NotAllowed but for 組織管理者, and the person is told.
    """
    require(uow, Permission.LETTERS)
    company = company_view(uow)
    return tuple(_print(uow, company, person_id) for person_id in sorted(person_ids))


def _print(uow: UnitOfWork, company: CompanyView, person_id: UUID) -> Slip:
    person, account = _both(uow, person_id, lock=True)
    if account.password_hash is not None:
        _require_administrator(uow)
        queue.queue_one(uow, account, LetterKind.SLIP_PRINTED)
    queue.void_secrets(uow, account)
    secret = intake.new_secret()
    valid_until = uow.now + SecretKind.SLIP.lifetime
    row = uow.add(
        Secret(
            use=SecretKind.SLIP.value,
            account_id=account.id,
            digest=intake.secret_digest(secret),
            valid_until=valid_until,
            created_at=uow.now,
        )
    )
    note_invited(uow, person)
    uow.record(Action.SLIP_PRINTED, row=person, secret=row.id.hex)
    code = one_time.group(secret)
    use = "first" if account.password_hash is None else "reset"
    return Slip(
        account.name,
        company,
        account.user_id,
        code,
        values.link_to(uow, account, code, use),
        values.link_to(uow, account, "", use),
        deadlines.day(valid_until),
        deadlines.deadline_of(person.due_on) if person.due_on else None,
    )


def _require_administrator(uow: UnitOfWork) -> None:
    if not may(uow.actor.right, Permission.STAFF):
        raise NotAllowed(
            say(
                "パスワードを決めた人の紙の招待状は、組織管理者だけが印刷できます。"
                "本人に「パスワードを忘れた方」を案内するか、組織管理者に頼んでください。"
            )
        )


def _both(uow: UnitOfWork, person_id: UUID, *, lock: bool = False) -> tuple[Person, Account]:
    person = uow.get(Person, person_id, lock=lock)
    if person.state in NEVER:
        raise MoveRefused
    return person, queue.account_of(uow, person.id)


def _asked(person: Person, account: Account) -> Recipient:
    return Recipient(person.id, full_of(person), person.mail, account.password_hash is not None)
