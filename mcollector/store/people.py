"""People: everyone whose number the company collects."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, Date, Index, String, Text, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from mcollector.rules.states import PersonState
from mcollector.rules.text.names import MAX_FOLDED
from mcollector.rules.text.search_words import words_of
from mcollector.store.base import CompanyRow, Versioned, within_company
from mcollector.store.types import UtcTime, Word

WHITE = date.max
"""The `red_on` of who never turns red, and the day of what has not happened yet."""

_NEVER = "'9999-12-31'"
_NOT_YET = "'9999-12-31 00:00:00.000000'"
_COLLECTED = "'invited_not_sent', 'waiting', 'drafting'"
_RED_ON = (
    f"CASE WHEN state IN ({_COLLECTED}, 'returned', 'submitted') "
    f"THEN coalesce(due_on, {_NEVER}) ELSE {_NEVER} END"
)
_TAB = (
    f"CASE WHEN state IN ({_COLLECTED}) THEN 'waiting' WHEN state = 'submitted' THEN 'to_review' "
    "ELSE state END"
)


def _kept(formula: str, type_: Any) -> Any:  # noqa: ANN401 - any column type
    """Return a column the database computes; only queries read it."""
    return mapped_column(type_, Computed(formula, persisted=True), deferred=True)


class Person(Versioned, CompanyRow):
    """An employee, candidate or payee; readable fields are those people are searched by.

    `roster_id` is the list that brought them; `mail` is empty for who gets paper. The list's orders
    and tabs stand on columns without NULL, so that each has an index with a tie-breaker: `red_on`
    is the day from which the row is red, `tab` the state with the three of 提出待ち as one.
    """

    __tablename__ = "people"
    __table_args__ = within_company(
        Index("ix_people_red", "company_id", "red_on", "registered_at", "id"),
        Index("ix_people_registered", "company_id", "registered_at", "id"),
        Index("ix_people_folded", "company_id", "folded", "id"),
        Index("ix_people_uploaded", "company_id", "uploaded_order", "id"),
        Index("ix_people_verified", "company_id", "verified_order", "id"),
        Index("ix_people_tab_red", "company_id", "tab", "red_on", "registered_at", "id"),
        Index("ix_people_tab_registered", "company_id", "tab", "registered_at", "id"),
        Index("ix_people_tab_folded", "company_id", "tab", "folded", "id"),
        Index("ix_people_tab_uploaded", "company_id", "tab", "uploaded_order", "id"),
        Index("ix_people_tab_verified", "company_id", "tab", "verified_order", "id"),
        Index("ix_people_state", "company_id", "state", "due_on", "registered_at", "id"),
        Index("ix_people_mail", "company_id", "mail_key"),
    )
    audit_subject = "id"

    mail: Mapped[str] = mapped_column(String(254))
    mail_key: Mapped[str] = mapped_column(String(254))
    family: Mapped[str] = mapped_column(String(100))
    given: Mapped[str] = mapped_column(String(100))
    middle: Mapped[str] = mapped_column(String(100))
    reading: Mapped[str] = mapped_column(String(310), default="")
    folded: Mapped[str] = mapped_column(String(MAX_FOLDED))
    employee_code: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[PersonState] = mapped_column(Word(PersonState))
    registered_at: Mapped[datetime]
    uploaded_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    verified_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    roster_id: Mapped[UUID | None]
    bounced: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text, deferred=True)
    tab: Mapped[str] = _kept(_TAB, String(32))
    red_on: Mapped[date] = _kept(_RED_ON, Date())
    uploaded_order: Mapped[datetime] = _kept(f"coalesce(uploaded_at, {_NOT_YET})", UtcTime())
    verified_order: Mapped[date] = _kept(f"coalesce(verified_on, {_NEVER})", Date())


_WORDED = ("family", "given", "middle", "reading", "mail", "employee_code")


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _word(_mapper: Any, _connection: Any, person: Person) -> None:  # noqa: ANN401
    """Let the words follow the name, whoever changes it."""
    attributes = inspect(person).attrs
    if any(attributes[name].history.has_changes() for name in _WORDED):
        person.words = words_of(person, person.reading or "", person.mail, person.employee_code)
