"""The digest of the morning, to the administrators of a company where somebody waits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.deadlines import JST
from mcollector.rules.errors import RuleBroken
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services import accounts
from mcollector.services.letters import queue
from mcollector.services.people import waiting
from mcollector.services.permissions import require
from mcollector.store.companies import Company
from mcollector.store.letters import Letter
from mcollector.work.unit import UnitOfWork

BEGINS = 30
"""The minute of the company's hour, in Japan. An installation that is down for that half hour sends
none that day."""

SATURDAY = 5
HOURS = range(24)


def companies_due(uow: UnitOfWork) -> Sequence[UUID]:
    """Return the companies whose digest is due now (all companies in a system unit)."""
    local = uow.now.astimezone(JST)
    if local.weekday() >= SATURDAY or local.minute < BEGINS:
        return ()
    return uow.scalars(select(Company.id).where(Company.digest_hour == local.hour))


def set_hour(uow: UnitOfWork, hour: int | None) -> None:
    """Choose the hour (in Japan) of the digest on weekdays, or None; it goes at half past."""
    require(uow, Permission.SETTINGS)
    if hour is not None and hour not in HOURS:
        raise RuleBroken(say("時刻は0から23の数字で指定してください。"))
    company = uow.get(Company, uow.actor.company_id, lock=True)
    company.digest_hour = hour
    chosen = "off" if hour is None else hour
    uow.record(Action.SETTINGS_CHANGED, row=company, digest_hour=chosen)


def queue_today(uow: UnitOfWork) -> int:
    """Queue the digest to every 組織管理者 who works here; return how many letters.

    None goes outside the company's half hour or when there is nothing to do, nor a second one on a
    day.
    """
    if not companies_due(uow) or _went_today(uow):
        return 0
    if not waiting.count_waiting(uow).asks_for_something:
        return 0
    administrators = accounts.administrators(uow)
    for account in administrators:
        queue.queue_one(uow, account, LetterKind.DIGEST)
    return len(administrators)


def _went_today(uow: UnitOfWork) -> bool:
    begins = datetime.combine(deadlines.day(uow.now), time(), JST)
    today = (Letter.created_at >= begins) & (Letter.created_at < begins + timedelta(days=1))
    return uow.first(select(Letter.id).where(Letter.kind == LetterKind.DIGEST, today)) is not None
