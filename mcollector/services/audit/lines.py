"""監査ログ: the company's audit lines in words, a page at a time, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.actor import ActorKind
from mcollector.rules.audit import action_words
from mcollector.rules.rights import Permission, Right
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text.names import full_of
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

SIZE = 50

Names = dict[UUID, str]

_PARTS = {
    "worker": say("自動処理"),
    "scheduler": say("自動処理"),
    "cli": say("システム管理者"),
    "setup": say("最初の設定"),
}
_VISITOR = say("ログイン前の人")
_HOUSE = say("システム")
_GONE = say("削除済み")


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is asked for; days are of Japan, both included; `before` and `after` name lines.

    `actor` is a staff account's id, `subject` a person's.
    """

    group: str = ""
    actor: UUID | None = None
    subject: UUID | None = None
    only_failed: bool = False
    first: date | None = None
    last: date | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line: when, who did what to whom; `is_failed` where something was refused.

    `subject` is the account, or empty for what else concerns the company; `person_id` is set for
    one of its people.
    """

    seq: int
    at: datetime
    actor: str | Sentence
    action: Sentence
    subject: str | Sentence
    person_id: UUID | None
    is_failed: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, the newest first; `newer` and `older` name those beside which the next pages lie."""

    rows: tuple[LogRow, ...]
    newer: int | None
    older: int | None


def get_page(uow: UnitOfWork, query: LogQuery) -> LogPage:
    """Return one page of the company's log."""
    require(uow, Permission.AUDIT)
    back, mark = query.after is not None, query.after if query.after is not None else query.before
    wanted = _wanted(query)
    if mark is not None:
        wanted = wanted.where(AuditLine.seq > mark if back else AuditLine.seq < mark)
    order = AuditLine.seq if back else AuditLine.seq.desc()
    lines = list(uow.rows(wanted.order_by(order).limit(SIZE + 1)))
    more, shown = len(lines) > SIZE, lines[:SIZE]
    if back:
        shown.reverse()
    has_newer, has_older = (more, True) if back else (mark is not None, more)
    return LogPage(
        _rows(uow, shown),
        shown[0].seq if shown and has_newer else None,
        shown[-1].seq if shown and has_older else None,
    )


def staff(uow: UnitOfWork) -> tuple[tuple[UUID, str], ...]:
    """Return everybody of the office who can have acted: id and name."""
    require(uow, Permission.AUDIT)
    office = select(Account.id, Account.name).where(Account.right != Right.MEMBER)
    return tuple((row.id, row.name) for row in uow.rows(office.order_by(Account.name, Account.id)))


def _wanted(query: LogQuery) -> Select[*tuple[Any, ...]]:
    wanted = select(
        AuditLine.seq,
        AuditLine.at,
        AuditLine.actor,
        AuditLine.action,
        AuditLine.subject_id,
        AuditLine.object_id,
    )
    if query.actor is not None:
        wanted = wanted.where(AuditLine.actor == f"{ActorKind.STAFF.value}:{query.actor.hex}")
    if query.subject is not None:
        wanted = wanted.where(AuditLine.subject_id == query.subject)
    if query.first is not None:
        wanted = wanted.where(AuditLine.at >= deadlines.midnight(query.first))
    if query.last is not None:
        wanted = wanted.where(AuditLine.at < deadlines.midnight(query.last + timedelta(days=1)))
    if group := action_words.group_of(query.group):
        wanted = wanted.where(_is_one_of(group.actions))
    return wanted.where(_is_one_of(action_words.FAILED)) if query.only_failed else wanted


def _is_one_of(actions: frozenset[Action]) -> ColumnElement[bool]:
    return AuditLine.action.in_(sorted(action.value for action in actions))


def _rows(uow: UnitOfWork, lines: Sequence[Any]) -> tuple[LogRow, ...]:
    acting = {_id_of(row.actor) for row in lines}
    wanted = {*acting, *(i for row in lines for i in (row.subject_id, row.object_id))} - {None}
    people, accounts = _people(uow, wanted), _accounts(uow, wanted)
    return tuple(_row(row, people, accounts, uow.actor.company_id) for row in lines)


def _id_of(actor: str) -> UUID | None:
    kind, _, name = actor.partition(":")
    return UUID(hex=name) if kind in (ActorKind.STAFF.value, ActorKind.PERSON.value) else None


def _people(uow: UnitOfWork, ids: set[UUID | None]) -> Names:
    named = select(Person.id, Person.family, Person.given, Person.middle)
    return {row.id: full_of(row) for row in uow.rows(named.where(Person.id.in_(ids)))}


def _accounts(uow: UnitOfWork, ids: set[UUID | None]) -> Names:
    named = select(Account.id, Account.name).where(Account.id.in_(ids))
    return {row.id: row.name for row in uow.rows(named)}


def _row(row: Any, people: Names, accounts: Names, company_id: UUID) -> LogRow:  # noqa: ANN401
    action, subject = Action(row.action), row.subject_id
    names, of_company = people | accounts, subject in (None, company_id)
    return LogRow(
        row.seq,
        row.at,
        _acting(row.actor, names),
        action_words.WORDS[action],
        accounts.get(row.object_id, "") if of_company else names.get(subject, _GONE),
        subject if subject in people else None,
        action in action_words.FAILED,
    )


def _acting(actor: str, names: Names) -> str | Sentence:
    kind, _, name = actor.partition(":")
    if kind == ActorKind.VISITOR.value:
        return _VISITOR
    if kind == ActorKind.SYSTEM.value:
        return _PARTS.get(name, _HOUSE)
    return names.get(UUID(hex=name), _GONE)
