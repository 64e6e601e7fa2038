"""One row of ユーザー一覧: what is read of a person, and what is shown of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mcollector.rules import deadlines
from mcollector.rules.deadlines import Cue
from mcollector.rules.person import employment
from mcollector.rules.sentences import Sentence
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import full_of
from mcollector.rules.text.spellings import reasons
from mcollector.store.people import Person

COLUMNS = (
    Person.id,
    Person.family,
    Person.given,
    Person.middle,
    Person.reading,
    Person.mail,
    Person.state,
    Person.registered_at,
    Person.uploaded_at,
    Person.returned_at,
    Person.verified_on,
    Person.due_on,
    Person.reminded_at,
    Person.bounced,
    Person.employee_code,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of the list; `cue` says whether it is red and why.

    `why` says which other spelling of the words asked for was found in the name.
    """

    id: UUID
    name: str
    mail: str
    state: PersonState
    uploaded_on: date | None
    verified_on: date | None
    cue: Cue
    reminded_at: datetime | None
    bounced: bool
    why: tuple[Sentence, ...] = ()
    code: str = ""
    due_on: date | None = None

    @property
    def deadline(self) -> date | None:
        """Return the 締め切り, the last white day."""
        return deadlines.deadline_of(self.due_on) if self.due_on else None

    @property
    def employment(self) -> str:
        """Return the office's word for 雇用状態."""
        return employment.employment_of(self.state).label


def row_of(row: Any, today: date, text: str) -> PersonRow:  # noqa: ANN401 - a Core row of COLUMNS
    """Return what the list tells of the person when it was asked for the text."""
    since = row.uploaded_at if row.state is PersonState.SUBMITTED else row.returned_at
    since_day = deadlines.day(since or row.registered_at)
    name = full_of(row)
    return PersonRow(
        row.id,
        name,
        row.mail,
        row.state,
        deadlines.day(row.uploaded_at) if row.uploaded_at else None,
        row.verified_on,
        deadlines.deadline_cue(row.state, row.due_on, since_day, today),
        row.reminded_at,
        row.bounced,
        () if text.lower() in row.mail.lower() else reasons(name, row.reading, text),
        row.employee_code or "",
        row.due_on,
    )
