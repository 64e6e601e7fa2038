"""催促 by the timetable: whom the company's plan reminds now, and the reminder itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from mcollector.rules import deadlines
from mcollector.rules.deadlines import midnight
from mcollector.rules.letters import reminder_plan
from mcollector.rules.letters.reminder_plan import ReminderPlan
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.reminders import by_hand, sent
from mcollector.store.accounts import Account, AccountState
from mcollector.store.companies import Company
from mcollector.store.people import Person
from mcollector.store.refusals import Refusal
from mcollector.work.unit import UnitOfWork

AWAITED = (PersonState.WAITING, PersonState.DRAFTING, PersonState.RETURNED)
"""Whom the timetable may remind: who was asked already, and owes us papers."""


def companies(uow: UnitOfWork) -> Sequence[UUID]:
    """Return the companies whose plan sends letters at this moment: all of them in a system unit.

    None at night, or before the company's hour.
    """
    if reminder_plan.is_night(uow.now):
        return ()
    hour = uow.now.astimezone(deadlines.JST).hour
    return uow.scalars(select(Company.id).where(Company.remind_hour <= hour))


def people(uow: UnitOfWork) -> list[UUID]:
    """Return whom the company's plan reminds now, in the order of their ids."""
    plan = plan_of(uow)
    today = deadlines.day(uow.now)
    due = {person_id for who in _may_be_late(plan, today) for person_id in _asked(uow, plan, who)}
    return sorted(due)


def remind(uow: UnitOfWork, person_id: UUID) -> bool:
    """Queue the plan's reminder, if it is still due; tell whether it was.

    Of two calls, even at the same moment, one returns True: the person is locked
    while we look at what was queued for them.
    """
    person = uow.get(Person, person_id, lock=True)
    if not any(_asked(uow, plan_of(uow), Person.id == person_id)):
        return False
    by_hand.queue(uow, person, by_day=True)
    return True


def plan_of(uow: UnitOfWork) -> ReminderPlan:
    """Return the company's plan."""
    row = uow.get(Company, uow.actor.company_id)
    days = reminder_plan.parse_days(row.remind_days)
    return ReminderPlan(days, row.remind_hour, row.remind_most)


def _asked(uow: UnitOfWork, plan: ReminderPlan, who: ColumnElement[bool]) -> Iterator[UUID]:
    """Yield those of them whom the plan reminds at this moment."""
    if not plan.is_open(uow.now):
        return
    rows = uow.rows(_cases().where(_is_awaited(), who))
    already_sent = sent.letters_already_sent(uow, [row.id for row in rows])
    for row in rows:
        since = row.returned_at or row.registered_at
        letters = already_sent.get(row.id, ())
        reminded = [letter.at for letter in letters if letter.reminds and letter.queued_at > since]
        quiet = all(letter.is_over(uow.now) for letter in letters)
        if quiet and plan.asks(_deadline(row.due_on, row.ready_on), reminded, uow.now):
            yield row.id


def _cases() -> Select[*tuple[Any, ...]]:
    promised = (Refusal.person_id == Person.id) & Refusal.ended_at.is_(None)
    return select(
        Person.id,
        Person.state,
        Person.due_on,
        Person.registered_at,
        Person.returned_at,
        Refusal.ready_on,
    ).outerjoin(Refusal, promised)


def _deadline(due_on: date, ready_on: date | None) -> date:
    """Return the day the plan counts from: the 締め切り, or a later day the person has named."""
    deadline = deadlines.deadline_of(due_on)
    return deadline if ready_on is None else max(deadline, ready_on)


def _is_awaited() -> ColumnElement[bool]:
    """The condition: reachable by mail, able to log in, asked before, and not done yet."""
    is_member = (Account.right == Right.MEMBER) & (Account.state == AccountState.ACTIVE)
    account = select(Account.id).where(Account.person_id == Person.id, is_member)
    return and_(
        Person.state.in_(AWAITED),
        Person.due_on.is_not(None),
        Person.mail != "",
        Person.bounced.is_(False),
        account.exists(),
    )


def _may_be_late(plan: ReminderPlan, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return conditions that find, by index, those with a day of the plan not yet answered.

    Two of them, because one that joins them by "or" reads the whole table.
    """
    days = sorted(plan.deadlines_on(today))
    due = Person.red_on.in_([deadlines.due_after(deadline, 1) for deadline in days])
    untold = or_(*(_is_untold(plan, deadline, today) for deadline in days))
    promised = select(Refusal.person_id).where(
        Refusal.ended_at.is_(None), Refusal.ready_on.in_(days)
    )
    return and_(due, untold), Person.id.in_(promised)


def _is_untold(plan: ReminderPlan, deadline: date, today: date) -> ColumnElement[bool]:
    """Tell of people with this 締め切り whether nobody reminded them since the plan's day."""
    step = plan.step(deadline, today) or today
    untold = or_(Person.reminded_at.is_(None), Person.reminded_at < midnight(step))
    return and_(Person.red_on == deadlines.due_after(deadline, 1), untold)
