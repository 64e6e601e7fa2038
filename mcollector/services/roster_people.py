"""From a roster's rows to people, accounts, logins and invitations, in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters import LetterKind
from mcollector.rules.mails import mail_key
from mcollector.rules.names import PersonName, fold
from mcollector.rules.rights import Right
from mcollector.rules.roster import Row
from mcollector.rules.roster_rows import Allowances
from mcollector.rules.search_words import words_of
from mcollector.rules.states import PersonState
from mcollector.services import accounts, letters
from mcollector.services.roster_standing import fresh_rows, standing
from mcollector.services.settings import company_view
from mcollector.store.accounts import Account, AccountState, Login
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


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
        "words": words_of(row, "", row.mail, None),
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
