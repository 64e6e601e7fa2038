"""メール送信状況: what became of every letter, one page at a time; opening is never tracked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Permission
from mcollector.rules.text.names import fold, full_of, trim
from mcollector.services.deliveries import rows as letter_rows
from mcollector.services.deliveries.rows import LetterRow
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

SIZE = 50


@dataclass(frozen=True, slots=True)
class LetterQuery:
    """What is asked for; `before` and `after` name the letter a page ends or begins beside.

    `text` is looked for in names, whatever their spelling, and in addresses.
    """

    only_failed: bool = False
    text: str = ""
    person_id: UUID | None = None
    before: UUID | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The newest first; `newer` and `older` name the letters beside which the next pages lie."""

    rows: tuple[LetterRow, ...]
    newer: UUID | None
    older: UUID | None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose letters a page is about."""

    person_id: UUID
    name: str
    mail: str
    bounced: bool


def addressee(uow: UnitOfWork, person_id: UUID) -> Addressee:
    """Return whose letters are asked for; raises NotFound."""
    require(uow, Permission.LETTERS)
    person = uow.get(Person, person_id)
    return Addressee(person.id, full_of(person), person.mail, person.bounced)


def get_page(uow: UnitOfWork, query: LetterQuery) -> LetterPage:
    """Return one page of letters, the newest first; a letter nobody knows begins at the newest."""
    require(uow, Permission.LETTERS)
    mark = _mark(uow, query.after or query.before)
    back = mark is not None and query.after is not None
    wanted = _wanted(query)
    if mark is not None:
        wanted = wanted.where(_newer(mark) if back else _older(mark))
    way = (Letter.created_at, Letter.id) if back else (Letter.created_at.desc(), Letter.id.desc())
    letters = list(uow.rows(wanted.order_by(*way).limit(SIZE + 1)))
    more, shown = len(letters) > SIZE, letters[:SIZE]
    if back:
        shown.reverse()
    ids = [row.id for row in shown]
    has_newer, has_older = (more, True) if back else (mark is not None, more)
    return LetterPage(
        letter_rows.rows(uow, shown),
        ids[0] if ids and has_newer else None,
        ids[-1] if ids and has_older else None,
    )


def _mark(uow: UnitOfWork, letter_id: UUID | None) -> Any:  # noqa: ANN401 - a Core row or None
    here = select(Letter.created_at, Letter.id).where(Letter.id == letter_id)
    return next(iter(uow.rows(here)), None)


def _older(mark: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a Core row
    same = (Letter.created_at == mark.created_at) & (Letter.id < mark.id)
    return or_(Letter.created_at < mark.created_at, same)


def _newer(mark: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a Core row
    same = (Letter.created_at == mark.created_at) & (Letter.id > mark.id)
    return or_(Letter.created_at > mark.created_at, same)


def _wanted(query: LetterQuery) -> Select[*tuple[Any, ...]]:
    wanted = select(*letter_rows.COLUMNS).join(Account, Letter.account_id == Account.id)
    wanted = wanted.outerjoin(Person, Letter.person_id == Person.id)
    if query.only_failed:
        wanted = wanted.where(Letter.state == LetterState.FAILED)
    if query.person_id is not None:
        wanted = wanted.where(Letter.person_id == query.person_id)
    if text := trim(query.text.replace("\0", "")):
        wanted = wanted.where(_holds(text))
    return wanted


def _holds(text: str) -> ColumnElement[bool]:
    """Look where the letter went or goes, and in the name as it is written and as it is folded."""
    in_mail = (
        func.lower(mail).contains(text.lower(), autoescape=True)
        for mail in (Letter.mail, Account.mail)
    )
    folded = fold(text)
    in_folded = (Person.folded.contains(folded, autoescape=True),) if folded else ()
    return or_(*in_mail, Account.name.contains(text, autoescape=True), *in_folded)
