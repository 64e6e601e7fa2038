"""メール文面: the company's words for its letters, kept as versions; the newest one is sent.

A letter is written when it is sent: one that waits already gets the words of that moment.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mcollector.mail import letters as writing
from mcollector.mail.letters import Rendered
from mcollector.rules import mail_texts as rules
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters import LetterKind
from mcollector.rules.mail_texts import Wording
from mcollector.rules.mail_words import INITIAL
from mcollector.rules.rights import Deed
from mcollector.rules.sentences import say
from mcollector.services import mail_samples
from mcollector.services.permissions import need
from mcollector.services.settings import company_view
from mcollector.store.accounts import Account
from mcollector.store.companies import Company
from mcollector.store.mail_texts import MailText
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """A letter to nobody: as it is sent, and the company's paragraphs in it."""

    letter: Rendered
    paragraphs: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class TextView:
    """A letter's words now; `number` 0 and no time while nobody has chosen any."""

    kind: LetterKind
    wording: Wording
    is_initial: bool
    number: int
    made_at: datetime | None
    by: str


def all_now(uow: UnitOfWork) -> list[TextView]:
    """Return the words of every letter a company may word."""
    need(uow, Deed.SETTINGS)
    return [look(uow, kind) for kind in rules.KINDS]


def look(uow: UnitOfWork, kind: LetterKind) -> TextView:
    """Return the letter's words; KeyError for a kind that is the house's alone."""
    need(uow, Deed.SETTINGS)
    row = _newest(uow, kind)
    if row is None:
        return TextView(kind, INITIAL[kind], is_initial=True, number=0, made_at=None, by="")
    author = uow.first(select(Account.name).where(Account.id == row.account_id)) or ""
    return TextView(
        kind,
        _wording(row) or INITIAL[kind],
        is_initial=not row.body,
        number=row.number,
        made_at=row.made_at,
        by=author,
    )


def versions(uow: UnitOfWork, kind: LetterKind) -> list[MailText]:
    """Return every version of the letter's words, the newest first."""
    need(uow, Deed.SETTINGS)
    mine = select(MailText).where(MailText.kind == kind)
    return list(uow.scalars(mine.order_by(MailText.number.desc())))


def own_wording(uow: UnitOfWork, kind: LetterKind) -> Wording | None:
    """Return the company's own words for the letter that is written now; None for the house's."""
    row = _newest(uow, kind) if kind in rules.KINDS else None
    return None if row is None else _wording(row)


def preview(uow: UnitOfWork, kind: LetterKind, wording: Wording) -> Preview:
    """Return the letter as it would look, to nobody, with values made up."""
    need(uow, Deed.SETTINGS)
    values = mail_samples.values_of(company_view(uow), kind)
    return Preview(writing.render(kind, values, wording), writing.paragraphs(values, wording))


def change(uow: UnitOfWork, kind: LetterKind, wording: Wording, number: int) -> None:
    """Keep the words as a new version; the same ones are none.

    Raises FormRefused when `number` is not the newest version any more.
    """
    need(uow, Deed.SETTINGS)
    uow.get(Company, uow.actor.company_id, lock=True)
    now = look(uow, kind)
    if wording == now.wording:
        return
    if number != now.number:
        raise FormRefused({"body": _OVERTAKEN})
    is_house = wording == INITIAL[kind]
    row = uow.add(
        MailText(
            kind=kind,
            number=now.number + 1,
            subject="" if is_house else wording.subject,
            body="" if is_house else wording.body,
            account_id=uow.actor.id,
            made_at=uow.now,
        )
    )
    uow.record(Action.MAIL_TEXT_CHANGED, row=row, kind=kind.value, number=row.number)


_OVERTAKEN = say(
    "ほかの人が先に変更しました。下の「これまでの版」を確認してください。"
    "入力した内容でよければ、もう一度「更新」を押してください。"
)


def _newest(uow: UnitOfWork, kind: LetterKind) -> MailText | None:
    mine = select(MailText).where(MailText.kind == kind)
    return uow.first(mine.order_by(MailText.number.desc()).limit(1))


def _wording(row: MailText) -> Wording | None:
    return Wording(row.subject, row.body) if row.body else None
