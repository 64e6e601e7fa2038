"""From a roster's rows to people, accounts, logins and invitations, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.letters.addresses import mail_key
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Right
from mcollector.rules.roster.rows import Allowances, Row
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import fold, full_of
from mcollector.rules.text.search_words import words_of
from mcollector.services import accounts
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue
from mcollector.services.rosters.matching import fresh_rows, match_rows
from mcollector.store.accounts import Account, Login
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.work.bulk import new_ids
from mcollector.work.unit import UnitOfWork

Columns = dict[str, Any]
"""A row to insert, by column."""


@dataclass(frozen=True, slots=True)
class Adding:
    """How people are added: by which list, what was allowed, and when their letters go.

    `send_at` is None where no letter goes.
    """

    roster_id: UUID | None
    allow: Allowances
    send_at: datetime | None


def add_new(uow: UnitOfWork, rows: Sequence[Row], adding: Adding) -> tuple[UUID | None, list[UUID]]:
    """Add those who are not there yet; return the batch of their invitations and their ids.

    The company's row is held until the end, so that two lists with the same people add them once.
    Days count from the moment the letters go; those without an address get none.
    """
    uow.get(Company, uow.actor.company_id, lock=True)
    fresh = fresh_rows(rows, match_rows(uow, rows), adding.allow)
    if not fresh:
        return None, []
    day = deadlines.day(adding.send_at or uow.now)
    due_on = deadlines.due_after(day, company_view(uow).late_days)
    ids = _add_people(uow, fresh, due_on=due_on, roster_id=adding.roster_id)
    made = _add_accounts(uow, ids, fresh)
    return _invite(uow, made, adding.send_at), ids


def _add_people(
    uow: UnitOfWork, rows: Sequence[Row], *, due_on: date, roster_id: UUID | None
) -> list[UUID]:
    ids = new_ids(len(rows))
    people = (_person(i, row) for i, row in zip(ids, rows, strict=True))
    uow.add_many(
        Person,
        people,
        Action.PERSON_ADDED,
        state=PersonState.INVITED_NOT_SENT,
        registered_at=uow.now,
        due_on=due_on,
        roster_id=roster_id,
    )
    return ids


def _person(person_id: UUID, row: Row) -> Columns:
    return {
        "id": person_id,
        "mail": row.mail,
        "mail_key": mail_key(row.mail),
        "family": row.family,
        "given": row.given,
        "middle": row.middle,
        "folded": fold(full_of(row)),
        "words": words_of(row, "", row.mail, None),
    }


def _add_accounts(uow: UnitOfWork, ids: Sequence[UUID], rows: Sequence[Row]) -> list[Columns]:
    issued = zip(new_ids(len(rows)), accounts.new_user_ids(len(rows)), ids, rows, strict=True)
    made: list[Columns] = [
        {
            "id": account_id,
            "user_id": user_id,
            "person_id": person_id,
            "name": full_of(row),
            "mail": row.mail,
        }
        for account_id, user_id, person_id, row in issued
    ]
    uow.add_many(Account, made, Action.PERSON_ADDED, right=Right.MEMBER, created_at=uow.now)
    company_id = uow.actor.company_id
    logins = (accounts.login_of(row["user_id"], row["mail"], company_id, row["id"]) for row in made)
    uow.add_many(Login, logins, Action.PERSON_ADDED, company_id=company_id)
    return made


def _invite(uow: UnitOfWork, made: Sequence[Columns], send_at: datetime | None) -> UUID | None:
    reached = [account for account in made if account["mail"]]
    if send_at is None or not reached:
        return None
    batch_id = uuid4()
    queue.queue_many(uow, batch_id, LetterKind.INVITATION, reached, at=send_at)
    return batch_id
