"""Who acts: every unit of work has exactly one actor, and the actor carries company and right."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from mcollector.rules.rights import Right

SYSTEM_COMPANY = UUID(int=0)
"""The installation itself: its own rows (set-up, schedules) and its own audit log."""


class ActorKind(StrEnum):
    """The kinds of actor an audit line can name."""

    STAFF = "staff"
    PERSON = "person"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts inside one company.

    `id` is the account (staff), the person, or None; `name` tells a system part ("worker", "cli").
    `form_of` is whose form is filled in: their own, or that of the person a clerk enters for.
    """

    kind: ActorKind
    company_id: UUID
    id: UUID | None = None
    right: Right = Right.MEMBER
    name: str = ""
    person_id: UUID | None = None
    form_of: UUID | None = None

    @property
    def is_staff(self) -> bool:
        """Tell whether somebody of the office acts."""
        return self.kind is ActorKind.STAFF

    @classmethod
    def staff(
        cls, company_id: UUID, account_id: UUID, right: Right, person_id: UUID | None = None
    ) -> "Actor":
        """Return somebody of the office; `person_id` is the record that is their own, if any."""
        return cls(ActorKind.STAFF, company_id, account_id, right, person_id=person_id)

    @classmethod
    def person(cls, company_id: UUID, person_id: UUID) -> "Actor":
        """Return an employee acting for themselves."""
        return cls(ActorKind.PERSON, company_id, person_id, person_id=person_id, form_of=person_id)

    def entering_for(self, person_id: UUID) -> "Actor":
        """Return the same actor filling in the person's form (代行入力)."""
        return replace(self, form_of=person_id)

    @classmethod
    def visitor(cls, company_id: UUID) -> "Actor":
        """Return somebody not signed in who claims to belong to the company."""
        return cls(ActorKind.VISITOR, company_id)

    @classmethod
    def system(cls, name: str, company_id: UUID = SYSTEM_COMPANY) -> "Actor":
        """Return a part of the installation ("worker", "scheduler", "cli")."""
        return cls(ActorKind.SYSTEM, company_id, name=name)
