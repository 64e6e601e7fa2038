"""「取り消す」: remove a roster's people as if never added, as long as no letter was sent."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused, RuleBroken
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence, say
from mcollector.services.permissions import require
from mcollector.store.accounts import Account, Login
from mcollector.store.audit import AuditLine
from mcollector.store.base import Row
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from mcollector.store.tables import company_classes
from mcollector.work.unit import UnitOfWork

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])

SENDING = say("招待メールの送信が始まったため、取り消せません。登録した人はそのまま残っています。")
IN_USE = say(
    "この名簿の人に、登録のあとで変更がありました（催促、紙の招待状、本人の入力など）。"
    "そのため、取り消せません。登録した人はそのまま残っています。"
)


class UndoRefused(RuleBroken):
    """Something was sent to the roster's people, or refers to them: they stay."""


def refusal(uow: UnitOfWork, roster_id: UUID) -> Sentence | None:
    """Return why the roster cannot be undone any more, None while it can."""
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id)
    in_batch = Letter.batch_id == row.batch_id
    waits = Letter.state.in_((LetterState.READY, LetterState.VOID))
    if uow.count(select(Letter.id).where(in_batch, ~waits)):
        return SENDING
    others = _letters(select(Letter.id), roster_id)
    if row.batch_id is not None:
        others = others.where(~in_batch | (Letter.state == LetterState.VOID))
    return IN_USE if uow.count(others) or _is_in_use(uow, roster_id) else None


def undo(uow: UnitOfWork, roster_id: UUID) -> int:
    """Remove everybody the roster added, with accounts, logins and letters; return how many.

    Raises UndoRefused when a letter has left or anything refers to one of them: then all stay.
    A second time changes nothing.
    """
    require(uow, Permission.ROSTER)
    row = uow.get(RosterFile, roster_id, lock=True)
    if row.state is RosterState.UNDONE:
        return 0
    if row.state is not RosterState.RUN:
        raise MoveRefused
    people = uow.scalars(_people(select(Person), roster_id).order_by(Person.id).with_for_update())
    letters = uow.scalars(_letters(select(Letter), roster_id).with_for_update())
    if why := refusal(uow, roster_id):
        raise UndoRefused(why)
    accounts = uow.scalars(_accounts(select(Account), roster_id))
    ids = _accounts(select(Account.id), roster_id)
    logins = uow.scalars(select(Login).where(Login.account_id.in_(ids)))
    for rows in (letters, logins, accounts, people):
        _remove(uow, rows)
    _end(uow, row, len(people))
    return len(people)


def _end(uow: UnitOfWork, row: RosterFile, removed: int) -> None:
    waiting = select(OutboxRow).where(OutboxRow.object_id == row.batch_id)
    for task in uow.scalars(waiting.where(OutboxRow.state == OutboxState.WAITING)):
        uow.delete(task)
    row.state = RosterState.UNDONE
    uow.record(Action.ROSTER_UNDONE, row=row, removed=removed)


def _remove(uow: UnitOfWork, rows: Sequence[Row]) -> None:
    for row in rows:
        uow.delete(row)
        if isinstance(row, Person):
            uow.record(Action.PERSON_REMOVED, row=row)
    uow.flush()


def _is_in_use(uow: UnitOfWork, roster_id: UUID) -> bool:
    """Tell whether one of the people was changed or referred to since they were added.

    Every change of a person writes a line, so the log is asked instead of a list of cases.
    """
    ids = _people(select(Person.id), roster_id)
    lines = select(AuditLine.id).where(AuditLine.subject_id.in_(ids))
    if uow.count(lines.where(AuditLine.action != Action.ROSTER_SENT_NOW.value)):
        return True
    changed = (Account.version > 1) | Account.password_hash.is_not(None)
    if uow.count(_accounts(select(Account.id), roster_id).where(changed)):
        return True
    return any(uow.count(query) for query in _references(roster_id))


def _references(roster_id: UUID) -> list[Select[Any]]:
    """Return a query for every table that can refer to a person or an account."""
    queries = []
    for table in set(company_classes()) - {Account, Letter}:
        if person := getattr(table, "person_id", None):
            ids = _people(select(Person.id), roster_id)
            queries.append(select(table.id).where(person.in_(ids)))
        if account := getattr(table, "account_id", None):
            ids = _accounts(select(Account.id), roster_id)
            queries.append(select(table.id).where(account.in_(ids)))
    return queries


def _people(query: Q, roster_id: UUID) -> Q:
    return query.where(Person.roster_id == roster_id)


def _accounts(query: Q, roster_id: UUID) -> Q:
    return query.where(Account.person_id.in_(_people(select(Person.id), roster_id)))


def _letters(query: Q, roster_id: UUID) -> Q:
    return query.where(Letter.person_id.in_(_people(select(Person.id), roster_id)))
