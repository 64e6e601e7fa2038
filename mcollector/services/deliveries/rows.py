"""One line of メール送信状況: what became of a letter, and what the office may do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.letters.reasons import reason
from mcollector.rules.rights import Right
from mcollector.rules.sentences import Sentence
from mcollector.services.deliveries import resend
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter; `at` is when it went, was last tried, or was queued."""

    id: UUID
    person_id: UUID | None
    name: str
    mail: str
    kind: LetterKind
    is_test: bool
    state: LetterState
    reason: Sentence | None
    at: datetime
    again_at: datetime | None
    may_resend: bool
    may_bounce: bool
    may_correct: bool


COLUMNS = (
    Letter.id,
    Letter.account_id,
    Letter.person_id,
    Letter.mail,
    Letter.kind,
    Letter.state,
    Letter.code,
    Letter.sample.is_not(None).label("is_test"),
    Letter.created_at,
    Letter.sending_at,
    Letter.sent_at,
    Letter.next_at,
    Account.name,
    Account.mail.label("account_mail"),
    Account.right,
    Account.password_hash.is_not(None).label("has_password"),
    Person.state.label("person_state"),
    Person.mail.label("person_mail"),
)
"""What a line is made of; Letter, Account and Person are joined."""


def rows(uow: UnitOfWork, letters: Sequence[Any]) -> tuple[LetterRow, ...]:
    """Return the lines of what was found by their columns."""
    newest = _newest(uow, {row.account_id for row in letters if row.state is LetterState.FAILED})
    return tuple(_row(row, newest) for row in letters)


def _newest(uow: UnitOfWork, accounts: set[UUID]) -> dict[tuple[UUID, LetterKind], datetime]:
    """Return when the newest letter of each kind was queued to each of the accounts."""
    last = func.max(Letter.created_at, type_=Letter.created_at.type).label("last")
    kinds = select(Letter.account_id, Letter.kind, last).where(Letter.account_id.in_(accounts))
    rows = uow.rows(kinds.group_by(Letter.account_id, Letter.kind))
    return {(row.account_id, row.kind): row.last for row in rows}


def _row(row: Any, newest: dict[tuple[UUID, LetterKind], datetime]) -> LetterRow:  # noqa: ANN401
    failed, mail = row.state is LetterState.FAILED, row.mail or row.account_mail
    return LetterRow(
        row.id,
        row.person_id,
        row.name,
        mail,
        row.kind,
        row.is_test,
        row.state,
        reason(row.code) if row.state is not LetterState.SENT else None,
        row.sent_at or row.sending_at or row.created_at,
        row.next_at if row.state is LetterState.RETRY else None,
        failed and _is_newest(row, newest) and _says_something(row),
        row.state is LetterState.SENT and not row.is_test,
        failed and row.right is Right.MEMBER and mail == row.person_mail,
    )


def _is_newest(row: Any, newest: dict[tuple[UUID, LetterKind], datetime]) -> bool:  # noqa: ANN401
    kinds = resend.same_matter(row.kind)
    return all(newest.get((row.account_id, k), row.created_at) <= row.created_at for k in kinds)


def _says_something(row: Any) -> bool:  # noqa: ANN401 - a Core row
    kind = resend.kind_now(row.kind, row.person_state, has_password=row.has_password)
    return kind is not None
