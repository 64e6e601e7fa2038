"""From a roster's rows to people, accounts, logins and invitations, in bulk."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters import LetterKind
from mcollector.rules.mails import mail_key
from mcollector.rules.names import PersonName, fold
from mcollector.rules.rights import Right
from mcollector.rules.roster import Row
from mcollector.rules.states import PersonState
from mcollector.services import accounts, letters
from mcollector.services.settings import company_view
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

CHUNK = 500


def known_lines(uow: UnitOfWork, rows: Sequence[Row]) -> frozenset[int]:
    """Return the lines whose mail address the company already has (case does not matter)."""
    known = _known_mails(uow, rows)
    return frozenset(row.line for row in rows if mail_key(row.mail) in known)


def _known_mails(uow: UnitOfWork, rows: Sequence[Row]) -> set[str]:
    known: set[str] = set()
    every = iter(rows)
    while chunk := [mail_key(row.mail) for row in islice(every, CHUNK)]:
        known.update(uow.scalars(select(Person.mail_key).where(Person.mail_key.in_(chunk))))
    return known


def add_new(uow: UnitOfWork, rows: Sequence[Row]) -> tuple[UUID | None, int]:
    """Add who is not there yet; return the batch of their invitations and how many.

    The company's row is held until the end, so that two lists with the same people add them once.
    """
    uow.get(Company, uow.actor.company_id, lock=True)
    known = _known_mails(uow, rows)
    fresh = [row for row in rows if mail_key(row.mail) not in known]
    if not fresh:
        return None, 0
    due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).late_days)
    ids = [uuid4() for _ in fresh]
    people = (_person(uow, i, row, due_on) for i, row in zip(ids, fresh, strict=True))
    uow.add_many(Person, people, Action.PERSON_ADDED)
    made = [_account(uow, i, row) for i, row in zip(ids, fresh, strict=True)]
    uow.add_many(Account, made, Action.PERSON_ADDED)
    company_id = uow.actor.company_id
    uow.add_many(Login, _logins(made, company_id), Action.PERSON_ADDED)
    batch_id = uuid4()
    letters.queue_many(uow, batch_id, LetterKind.INVITATION, made)
    return batch_id, len(fresh)


def _person(uow: UnitOfWork, person_id: UUID, row: Row, due_on: date) -> dict[str, Any]:
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
