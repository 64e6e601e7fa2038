"""「アドレスを直す」: one address in four places; the old one's secrets are void."""

from uuid import UUID

from sqlalchemy import func, or_, select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused
from mcollector.rules.letters.addresses import mail_key, parse_mail
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.deliveries import list as letter_list
from mcollector.services.deliveries import resend
from mcollector.services.deliveries.list import Addressee
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.store.accounts import Account, Login
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.vault import hashes
from mcollector.work.unit import UnitOfWork


class AddressHeld(FieldRefused):
    """Somebody else of the company has the address; it is taken when the office says so."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "このメールアドレスは、ほかの人が使っています。"
                "ご家族などで同じアドレスを使うときは、下のチェックを入れてください。"
            )
        )


def find_addressee(uow: UnitOfWork, person_id: UUID) -> Addressee:
    """Return whose address may be corrected; raises NotFound for somebody without an account."""
    require(uow, Permission.LETTERS)
    queue.account_of(uow, person_id)
    return letter_list.addressee(uow, person_id)


def correct(uow: UnitOfWork, person_id: UUID, typed: str, *, known: str, shared: bool) -> None:
    """Set the address of the person, their account and login, and tell the old and the new one.

    `known` is the address the office saw, `shared` its tick that somebody else may have the new one
    too. Secrets that went to the old address are void; somebody who had none but a secret gets a
    new letter. Raises FieldRefused for what is no address or not another one, AddressHeld.
    """
    require(uow, Permission.LETTERS)
    take_over(uow, uow.get(Person, person_id, lock=True), typed, known=known, shared=shared)


def take_over(uow: UnitOfWork, person: Person, typed: str, *, known: str, shared: bool) -> None:
    """Do as `correct` for the person, who is locked; requires no permission."""
    account = uow.get(Account, queue.account_of(uow, person.id).id, lock=True)
    mail = parse_mail(typed)
    _refuse_unless_new(person, mail, known)
    uow.get(Company, uow.actor.company_id, lock=True)  # rosters wait: nobody else gets it meanwhile
    if not shared and _is_held(uow, person, mail):
        raise AddressHeld
    old, person.mail, person.mail_key, person.bounced = person.mail, mail, mail_key(mail), False
    account.mail = mail
    _login_of(uow, account).mail_digest = hashes.mail_digest(mail)
    uow.record(Action.ADDRESS_CHANGED, row=person)
    _tell(uow, person, account, old)


def _refuse_unless_new(person: Person, mail: str, known: str) -> None:
    if known != person.mail:
        raise FieldRefused(say("ほかの人が先に直しました。今のメールアドレスを確認してください。"))
    if mail == person.mail:
        raise FieldRefused(say("今のメールアドレスと同じです。正しいアドレスを入力してください。"))


def _is_held(uow: UnitOfWork, person: Person, mail: str) -> bool:
    """Tell whether somebody else of the company, employee or staff, has the address."""
    key = mail_key(mail)
    people = select(Person.id).where(Person.mail_key == key, Person.id != person.id)
    others = or_(Account.person_id.is_(None), Account.person_id != person.id)
    accounts = select(Account.id).where(func.lower(Account.mail) == key, others)
    return any(uow.first(query.limit(1)) is not None for query in (people, accounts))


def _login_of(uow: UnitOfWork, account: Account) -> Login:
    logins = select(Login).where(
        Login.account_id == account.id, Login.company_id == account.company_id
    )
    return uow.scalars(logins.with_for_update(key_share=True))[0]


def _tell(uow: UnitOfWork, person: Person, account: Account, old: str) -> None:
    """Queue the notices; where the only way in went to the old address, a new way in as well."""
    queue.void_secrets(uow, account)
    for mail in (old, person.mail):
        queue.queue_one(uow, account, LetterKind.ADDRESS_CHANGED, mail)
    kind = resend.kind_now(LetterKind.INVITATION, person.state, has_password=False)
    if account.password_hash is None and kind is not None:
        queue.queue_one(uow, account, kind)
