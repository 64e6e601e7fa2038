"""メール文面: the company's words for its letters, kept as versions; the newest one is sent.

A letter is written when it is sent, so a waiting one gets the words of that moment.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters import texts
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.letters.words_other import initial
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.companies import Company
from mcollector.store.mail_texts import MailText
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class TextView:
    """A letter's words now; `number` is 0, without a time, while the company has chosen none."""

    kind: LetterKind
    language: MailLanguage
    wording: Wording
    is_initial: bool
    number: int
    made_at: datetime | None
    by: str


def load_texts(uow: UnitOfWork) -> list[list[TextView]]:
    """Return the words of every letter a company may word, a list of its languages each."""
    return [[load_text(uow, kind, language) for language in MailLanguage] for kind in texts.KINDS]


def load_text(
    uow: UnitOfWork, kind: LetterKind, language: MailLanguage = MailLanguage.STANDARD
) -> TextView:
    """Return the letter's words; KeyError for a kind that companies do not word."""
    require(uow, Permission.SETTINGS)
    row, house = _newest(uow, kind, language), initial(kind, language)
    if row is None:
        return TextView(kind, language, house, is_initial=True, number=0, made_at=None, by="")
    author = uow.first(select(Account.name).where(Account.id == row.account_id)) or ""
    return TextView(
        kind,
        language,
        _wording(row) or house,
        is_initial=not row.body,
        number=row.number,
        made_at=row.made_at,
        by=author,
    )


def versions(uow: UnitOfWork, kind: LetterKind, language: MailLanguage) -> list[MailText]:
    """Return every version of the letter's words in the language, the newest first."""
    require(uow, Permission.SETTINGS)
    return list(uow.scalars(_by_age(kind, language)))


def own_wording(uow: UnitOfWork, kind: LetterKind) -> Wording | None:
    """Return the company's own words for a letter written now; None for the built-in ones.

    A language without own words gets the built-in ones of that language.
    """
    if kind not in texts.KINDS:
        return None
    rows = {language: _newest(uow, kind, language) for language in MailLanguage}
    own = {language: _wording(row) for language, row in rows.items() if row is not None}
    if not any(own.values()):
        return None
    standard, easy, english = (own.get(one) or Wording("", "") for one in MailLanguage)
    return Wording(standard.subject, standard.body, easy.body, english.body)


def change(
    uow: UnitOfWork,
    kind: LetterKind,
    wording: Wording,
    number: int,
    language: MailLanguage = MailLanguage.STANDARD,
) -> None:
    """Keep the words as a new version, unless they are unchanged.

    Raises FormRefused when `number` is not the newest version any more.
    """
    require(uow, Permission.SETTINGS)
    uow.get(Company, uow.actor.company_id, lock=True)
    now = load_text(uow, kind, language)
    if wording == now.wording:
        return
    if number != now.number:
        raise FormRefused({"body": _OVERTAKEN})
    is_house = wording == initial(kind, language)
    row = uow.add(
        MailText(
            kind=kind,
            language=language,
            number=now.number + 1,
            subject="" if is_house else wording.subject,
            body="" if is_house else wording.body,
            account_id=uow.actor.id,
            made_at=uow.now,
        )
    )
    uow.record(
        Action.MAIL_TEXT_CHANGED,
        row=row,
        kind=kind.value,
        language=language.value,
        number=row.number,
    )


_OVERTAKEN = say(
    "ほかの人が先に変更しました。下の「これまでの版」を確認してください。"
    "入力した内容でよければ、もう一度「更新」を押してください。"
)


def _by_age(kind: LetterKind, language: MailLanguage) -> Select[MailText]:
    mine = select(MailText).where(MailText.kind == kind, MailText.language == language)
    return mine.order_by(MailText.number.desc())


def _newest(uow: UnitOfWork, kind: LetterKind, language: MailLanguage) -> MailText | None:
    return uow.first(_by_age(kind, language).limit(1))


def _wording(row: MailText) -> Wording | None:
    return Wording(row.subject, row.body) if row.body else None
