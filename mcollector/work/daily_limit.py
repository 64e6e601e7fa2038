"""The limit of people whose values somebody of the office may open a day: an alarm, then a stop.

Every value opened to be shown passes here; the count is read from the log, which misses none
(architecture §11, "budgets"). A person counts once a day, however often they are looked at.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Select, select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.daily_limit import alarm_at
from mcollector.rules.errors import NotAllowed
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import say
from mcollector.rules.tasks import Task
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine, is_opening
from mcollector.store.base import CompanyRow, Row
from mcollector.store.companies import Company
from mcollector.work.guard import subject_of
from mcollector.work.trail import actor_word

R = TypeVar("R", bound=Row)
T = TypeVar("T")

FOR_AN_EYE = frozenset({Purpose.REVIEW, Purpose.STATEMENT})
"""The purposes for which a value is shown; for the others a machine compares it or lays it away."""


class Unit(Protocol):
    """What counting needs of the unit of work."""

    actor: Actor
    now: datetime
    opened: set[UUID]

    def get(self, table: type[R], row_id: UUID | None) -> R: ...
    def first(self, query: Select[T]) -> T | None: ...
    def scalars(self, query: Select[T]) -> Sequence[T]: ...
    def later(self, task: Task, object_id: UUID) -> UUID: ...
    def record(self, action: Action, *, row: Row, **facts: Any) -> None: ...  # noqa: ANN401


class OpeningsSpent(NotAllowed):
    """The limit of the day is reached; nothing is opened."""

    def __init__(self, most: int) -> None:
        super().__init__(
            say(
                "今日は、1人が1日に開ける上限（%(n)d名）まで開いたため、開けません。"
                "明日やり直すか、組織管理者に会社設定の上限を確認してもらってください。",
                n=most,
            )
        )


def allow(uow: Unit, row: CompanyRow, purpose: Purpose) -> None:
    """Let the value be opened, with an alarm at four fifths; raises OpeningsSpent at the limit.

    The account is locked, so that of two openings at once each counts before the other.
    """
    person_id = subject_of(row)
    if not uow.actor.is_staff or purpose not in FOR_AN_EYE or person_id is None:
        return
    if person_id in {uow.actor.company_id, *uow.opened}:
        return
    own_account = select(Account).where(Account.id == uow.actor.id)
    account = uow.first(own_account.with_for_update(key_share=True))
    before = {*uow.scalars(_opened_today(uow)), *uow.opened}
    if person_id not in before:
        most = uow.get(Company, uow.actor.company_id).open_most
        if len(before) >= most:
            raise OpeningsSpent(most)
        if account is not None and len(before) + 1 >= alarm_at(most):
            _alarm(uow, account)
    uow.opened.add(person_id)


def _opened_today(uow: Unit) -> Select[UUID | None]:
    return (
        select(AuditLine.subject_id)
        .where(
            AuditLine.actor == actor_word(uow.actor),
            is_opening(),
            AuditLine.at >= deadlines.midnight(deadlines.day(uow.now)),
            AuditLine.subject_id != uow.actor.company_id,
        )
        .distinct()
    )


def _alarm(uow: Unit, account: Account) -> None:
    if was_noted(uow, Action.OPENINGS_NEARED, account.id):
        return
    uow.record(Action.OPENINGS_NEARED, row=account)
    uow.later(Task.TELL_OPENINGS, account.id)


def was_noted(uow: Unit, action: Action, account_id: UUID) -> bool:
    """Tell whether the log has such a line of the account today."""
    lines = select(AuditLine.id).where(
        AuditLine.object_id == account_id,
        AuditLine.action == action.value,
        AuditLine.at >= deadlines.midnight(deadlines.day(uow.now)),
    )
    return uow.first(lines.limit(1)) is not None
