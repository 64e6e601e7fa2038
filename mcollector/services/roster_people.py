"""From a roster's rows to people, accounts, logins and invitations, in bulk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters import LetterKind
from mcollector.rules.mails import mail_key
from mcollector.rules.names import PersonName, fold, full_of
from mcollector.rules.rights import Right
from mcollector.rules.roster import Allowance, Row
from mcollector.rules.roster_rows import Allowances
from mcollector.rules.states import PersonState
from mcollector.services import accounts, letters
from mcollector.services.settings import company_view
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """Which lines are in the company already, and which share an address with somebody of it.

    `known` are the same people; `others` maps a line to the name of whoever has its address.
    """

    known: frozenset[int]
    others: Mapping[int, str]


def standing(uow: UnitOfWork, rows: Sequence[Row]) -> Standing:
    """Return how the rows stand to the people the company has; case and width do not matter."""
    having = _having(uow, rows)
    known, others = set(), {}
    for row in rows:
        names = having.get(mail_key(row.mail))
        if names is None:
            continue
        if fold(full_of(row)) in names:
            known.add(row.line)
        elif row.mail:
            others[row.line] = next(iter(names.values()))
    return Standing(frozenset(known), others)


def _having(uow: UnitOfWork, rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Return for each address of the rows who has it: folded name to name."""
    having: dict[str, dict[str, str]] = {}
    keys = {mail_key(row.mail) for row in rows}
    every = iter(sorted(keys))
    while chunk := list(islice(every, CHUNK)):
        mine = select(*_NAMES).where(Person.mail_key.in_(chunk))
        for found in uow.rows(mine.order_by(Person.registered_at, Person.id)):
            having.setdefault(found.mail_key, {})[found.folded] = full_of(found)
    return having


_NAMES = (Person.mail_key, Person.folded, Person.family, Person.given, Person.middle)


def fresh_rows(rows: Sequence[Row], found: Standing, allow: Allowances) -> list[Row]:
    """Return whom the roster would add: nobody twice, and who shares an address if allowed."""
    kept = frozenset[int]() if Allowance.SHARED in allow else found.others.keys()
    return [row for row in rows if row.line not in found.known and row.line not in kept]


@dataclass(frozen=True, slots=True)
class Adding:
    """How people are added: by which list, what was allowed, and when their letters go.

    `send_at` is None where no letter goes.
    """

    roster_id: UUID | None
    allow: Allowances
    send_at: datetime | None


def add_new(uow: UnitOfWork, rows: Sequence[Row], adding: Adding) -> tuple[UUID | None, list[UUID]]:
    """Add who is not there yet; return the batch of their invitations and their ids.

    The company's row is held until the end, so that two lists with the same people add them once.
    Days count from the moment the letters go; who has no address gets none.
    """
    uow.get(Company, uow.actor.company_id, lock=True)
    fresh = fresh_rows(rows, standing(uow, rows), adding.allow)
    if not fresh:
        return None, []
    day = deadlines.day(adding.send_at or uow.now)
    due_on = deadlines.due_after(day, company_view(uow).late_days)
    ids = [uuid4() for _ in fresh]
    people = (
        _person(uow, i, row, due_on, adding.roster_id) for i, row in zip(ids, fresh, strict=True)
    )
    uow.add_many(Person, people, Action.PERSON_ADDED)
    made = [_account(uow, i, row) for i, row in zip(ids, fresh, strict=True)]
    uow.add_many(Account, made, Action.PERSON_ADDED)
    company_id = uow.actor.company_id
    uow.add_many(Login, _logins(made, company_id), Action.PERSON_ADDED)
    return _invite(uow, made, adding.send_at), ids


def _invite(uow: UnitOfWork, made: list[dict[str, Any]], send_at: datetime | None) -> UUID | None:
    reached = [account for account in made if account["mail"]]
    if send_at is None or not reached:
        return None
    batch_id = uuid4()
    letters.queue_many(uow, batch_id, LetterKind.INVITATION, reached, at=send_at)
    return batch_id


def _person(
    uow: UnitOfWork, person_id: UUID, row: Row, due_on: date, roster_id: UUID | None
) -> dict[str, Any]:
    name = PersonName(row.family, row.given, row.middle)
    return {
        "id": person_id,
        "mail": row.mail,
        "mail_key": mail_key(row.mail),
        "family": row.family,
        "given": row.given,
        "middle": row.middle,
        "reading": "",
        "folded": fold(name.full),
        "state": PersonState.INVITED_NOT_SENT,
        "registered_at": uow.now,
        "due_on": due_on,
        "reminders": 0,
        "bounced": False,
        "roster_id": roster_id,
    }


def _account(uow: UnitOfWork, person_id: UUID, row: Row) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "user_id": accounts.new_user_id(),
        "person_id": person_id,
        "right": Right.MEMBER,
        "name": PersonName(row.family, row.given, row.middle).full,
        "mail": row.mail,
        "state": AccountState.ACTIVE,
        "seed_confirmed": False,
        "last_step": 0,
        "failures": 0,
        "created_at": uow.now,
    }


def _logins(made: list[dict[str, Any]], company_id: UUID) -> Iterator[dict[str, Any]]:
    for row in made:
        yield {
            "id": uuid4(),
            **accounts.login_of(row["user_id"], row["mail"], company_id, row["id"]),
        }
