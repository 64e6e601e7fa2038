"""閲覧の上限: who is near the daily limit of opened people, and the letter that says so."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.actor import ActorKind
from mcollector.rules.daily_limit import alarm_at
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import OFFICE, Permission
from mcollector.services import accounts
from mcollector.services.letters import queue
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine, is_opening
from mcollector.store.companies import Company
from mcollector.work.daily_limit import was_noted
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody of the office, how many people's values they opened today, and the limit `most`."""

    account_id: UUID
    name: str
    people: int
    most: int


def find_near_limit(uow: UnitOfWork) -> tuple[Opened, ...]:
    """Return who is near the limit of today, or has reached it, by name."""
    require(uow, Permission.STAFF)
    most = uow.get(Company, uow.actor.company_id).open_most
    office = select(Account.id, Account.name).where(Account.right.in_(OFFICE))
    staff = uow.rows(office.order_by(Account.name, Account.id))
    counts = _people_today(uow, [_word(row.id) for row in staff])
    opened = (Opened(row.id, row.name, counts.get(_word(row.id), 0), most) for row in staff)
    return tuple(who for who in opened if who.people >= alarm_at(most))


def tell_administrators(uow: UnitOfWork, account_id: UUID) -> int:
    """Queue the alarm of this account to every 組織管理者, once a day; return how many letters."""
    if was_noted(uow, Action.OPENINGS_TOLD, account_id):
        return 0
    administrators = accounts.administrators(uow)
    for administrator in administrators:
        queue.queue_one(uow, administrator, LetterKind.OPENINGS)
    uow.record(Action.OPENINGS_TOLD, row=uow.get(Account, account_id))
    return len(administrators)


def _people_today(uow: UnitOfWork, words: list[str]) -> dict[str, int]:
    query = (
        select(AuditLine.actor, func.count(AuditLine.subject_id.distinct()).label("people"))
        .where(
            AuditLine.actor.in_(words),
            is_opening(),
            AuditLine.at >= deadlines.midnight(deadlines.day(uow.now)),
            AuditLine.subject_id != uow.actor.company_id,
        )
        .group_by(AuditLine.actor)
    )
    return {row.actor: row.people for row in uow.rows(query)}


def _word(account_id: UUID) -> str:
    return f"{ActorKind.STAFF.value}:{account_id.hex}"
