"""Hand-offs (スマホで続ける): a link to the photographs of one form, for another device."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.store.base import CompanyRow, belongs_to, within_company


class Handoff(CompanyRow):
    """The newest link of a person; it counts as long as the session that made it is there.

    `slots` are the codes of the photographs it lets in, divided by spaces: the draft, which knows
    the chosen papers, opens on the first device only. `phone_session_id` is whom it let in,
    `account_id` the clerk whose telephone it is in a proxy entry.
    """

    __tablename__ = "handoffs"
    __table_args__ = within_company(
        belongs_to("people", "person_id"), UniqueConstraint("company_id", "person_id")
    )
    audit_subject = "person_id"

    person_id: Mapped[UUID]
    session_id: Mapped[UUID]
    phone_session_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    digest: Mapped[bytes]
    slots: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[datetime]
    valid_until: Mapped[datetime]

    @property
    def slot_codes(self) -> list[str]:
        """Return the codes of the photographs it lets in."""
        return self.slots.split()
