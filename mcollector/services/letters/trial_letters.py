"""「テスト送信」: a trial letter with made-up values, to whoever words it, marked as a test."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.rules.tasks import Task
from mcollector.services.letters import previews
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork

MOST = 10
WITHIN = timedelta(hours=1)
"""How many trial letters one member of the staff may send, and in what time."""

_TOO_MANY = say("テスト送信は1時間に%(n)d通までです。時間をおいて送信してください。", n=MOST)
_NO_ADDRESS = say("あなたのメールアドレスが登録されていないため、テスト送信できません。")


def send(uow: UnitOfWork, kind: LetterKind, language: MailLanguage, typed: Wording) -> str:
    """Queue the letter as it would be with the words typed; return where it goes: to the actor.

    Raises FormRefused without an address, or when too many were sent.
    """
    require(uow, Permission.SETTINGS)
    me = uow.get(Account, uow.actor.id, lock=True)
    if not me.mail:
        raise FormRefused({"body": _NO_ADDRESS})
    if _sent_lately(uow, me) >= MOST:
        raise FormRefused({"body": _TOO_MANY})
    letter = uow.add(
        Letter(
            batch_id=uuid4(),
            account_id=me.id,
            person_id=None,
            kind=kind,
            sample=_packed(previews.with_typed(uow, kind, language, typed)),
            state=LetterState.READY,
            next_at=uow.now,
            created_at=uow.now,
        )
    )
    uow.record(Action.MAIL_TEXT_TESTED, row=letter, kind=kind.value, language=language.value)
    uow.later(Task.SEND_LETTERS, letter.batch_id)
    return me.mail


def _sent_lately(uow: UnitOfWork, me: Account) -> int:
    mine = select(Letter.id).where(Letter.account_id == me.id, Letter.sample.is_not(None))
    return uow.count(mine.where(Letter.created_at > uow.now - WITHIN))


def wording_of(sample: str) -> Wording:
    """Return the words a trial letter shows."""
    packed = canonical.decode(sample.encode())
    return Wording(**{name: str(packed[name]) for name in Wording.__slots__})


def _packed(wording: Wording) -> str:
    known: Mapping[str, str] = {name: getattr(wording, name) for name in Wording.__slots__}
    return canonical.encode(known).decode()
