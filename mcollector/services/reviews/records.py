"""The record of 本人確認: who checked which kinds of papers, when and how (番号法16条)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.papers import catalogue
from mcollector.rules.review.methods import Manner
from mcollector.store.accounts import Account
from mcollector.store.reviews import Review
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Record:
    """One 本人確認, standing or taken back (`cancelled_at`, by whom and why); no number is in it.

    `papers` are titles; `hired_by` is one too, "" unless the identity stands on what was checked
    at hire.
    """

    reviewer: str
    verified_on: date
    made_at: datetime
    papers: tuple[str, ...]
    manner: str
    hired_by: str
    hired_on: date | None
    cancelled_at: datetime | None
    cancelled_by: str
    cancel_reason: str


def load_records(uow: UnitOfWork, person_id: UUID) -> tuple[Record, ...]:
    """Return every 本人確認 of the person, the newest first."""
    reviews = select(Review).where(Review.person_id == person_id)
    rows = uow.scalars(reviews.order_by(Review.made_at.desc()))
    return tuple(_record(uow, row) for row in rows)


def _record(uow: UnitOfWork, row: Review) -> Record:
    said = canonical.decode(row.checks.encode())["papers"]
    codes = said if isinstance(said, list) else []
    return Record(
        _name(uow, row.account_id),
        row.verified_on,
        row.made_at,
        tuple(_title(str(code)) for code in codes),
        Manner(row.manner).label,
        _title(row.hired_by),
        row.hired_on,
        row.cancelled_at,
        _name(uow, row.cancelled_by),
        row.cancel_reason,
    )


def _title(code: str) -> str:
    """Return the paper's title; a code the catalogue no longer has stays as it is."""
    paper = catalogue.all_papers().get(code)
    return paper.title if paper else code


def _name(uow: UnitOfWork, account_id: UUID | None) -> str:
    found = uow.first(select(Account.name).where(Account.id == account_id))
    return found or ""
