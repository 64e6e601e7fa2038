"""The company as every page shows it."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.store.companies import Company
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Name, contact and days of the company the actor belongs to."""

    id: UUID
    name: str
    department: str
    phone: str
    hours: str
    reply_to: str
    late_days: int
    review_days: int
    card_back_only: bool


def company_view(uow: UnitOfWork) -> CompanyView:
    """Return the actor's company."""
    row = uow.get(Company, uow.actor.company_id)
    return CompanyView(
        row.id,
        row.name,
        row.department,
        row.phone,
        row.hours,
        row.reply_to,
        row.late_days,
        row.review_days,
        row.card_back_only,
    )
