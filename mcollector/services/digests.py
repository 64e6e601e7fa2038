"""The morning's digest: to whoever administers a company, when somebody waits for something."""

from dataclasses import astuple, dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.deadlines import JST
from mcollector.rules.letters import LetterKind
from mcollector.rules.rights import Right
from mcollector.services import letters, people
from mcollector.store.accounts import Account, AccountState
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

BEGINS, ENDS = time(8, 30), time(9, 0)
"""When it goes, in Japan; a house that stood still for this half hour sends none that day."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people wait for the office or the office for them; a person can be in several."""

    to_review: int
    late: int
    returned: int
    bounced: int
    verified: int
    total: int

    @property
    def asks_for_something(self) -> bool:
        """Tell whether there is anything to do."""
        return any(astuple(self)[:4])


def count(uow: UnitOfWork) -> Counts:
    """Return the company's counts of this moment."""
    tabs = people.counts(uow, deadlines.day(uow.now))
    bounced = uow.count(select(Person.id).where(Person.bounced.is_(True)))
    return Counts(
        tabs["to_review"], tabs["late"], tabs["returned"], bounced, tabs["verified"], tabs["all"]
    )


def is_time(now: datetime) -> bool:
    """Tell whether it is the half hour of a weekday's digest."""
    local = now.astimezone(JST)
    return local.weekday() < SATURDAY and BEGINS <= local.time() < ENDS


def queue_today(uow: UnitOfWork) -> int:
    """Queue the digest to every 組織管理者 who works here; return how many letters.

    None goes when there is nothing to do, nor a second one on a day.
    """
    if not is_time(uow.now) or _went_today(uow) or not count(uow).asks_for_something:
        return 0
    administrators = select(Account).where(
        Account.right == Right.ADMIN,
        Account.state == AccountState.ACTIVE,
        Account.password_hash.is_not(None),
    )
    accounts = uow.scalars(administrators)
    for account in accounts:
        letters.queue_one(uow, account, LetterKind.DIGEST)
    return len(accounts)


def _went_today(uow: UnitOfWork) -> bool:
    begins = datetime.combine(deadlines.day(uow.now), time(), JST)
    today = (Letter.created_at >= begins) & (Letter.created_at < begins + timedelta(days=1))
    return uow.first(select(Letter.id).where(Letter.kind == LetterKind.DIGEST, today)) is not None
