"""The people of a review: the employee and each dependent, without their numbers."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.papers import checklists
from mcollector.rules.papers.checklists import Checklist
from mcollector.rules.profile import dependents, profile
from mcollector.rules.sealed import Purpose
from mcollector.rules.text.names import PersonName
from mcollector.services.reviews import numbers, papers
from mcollector.services.reviews.papers import ReviewDocument
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class NumberState:
    """What is known of a sealed number: whether the actor typed it correctly, and tries left."""

    owner_id: UUID
    is_matched: bool
    tries_left: int


@dataclass(frozen=True, slots=True, repr=False)
class ReviewDependent:
    """A dependent as the employee entered it; the number stays closed.

    `is_checked_by_us`: papers came, for this number the employer has to check.
    """

    id: UUID
    position: int
    relation: str
    name: str
    reading: str
    birth_date: str
    is_checked_by_us: bool
    number: NumberState


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the people of a review: 0 is the employee, from 1 the dependents.

    `seen` of `photographs` are seen; a dependent without any was checked by the employee.
    """

    position: int
    title: str
    photographs: int
    seen: int

    @property
    def is_seen(self) -> bool:
        """Tell whether nothing is left to look at."""
        return self.seen == self.photographs


def checklists_of(uow: UnitOfWork, submission: Submission) -> tuple[Checklist, ...]:
    """Return what is compared: of the employee, and of each dependent whose papers came."""
    rows = (row for row in papers.dependents_of(uow, submission) if row.papers)
    others = (checklists.checklist_of_dependent(row.position, row.paper_codes) for row in rows)
    return (*checklists.checklists_of(submission.paper_codes), *others)


def facts_of(uow: UnitOfWork, submission: Submission) -> profile.Profile:
    """Return what the employee typed of themselves; a line says that it was opened."""
    return profile.Profile.from_json(uow.open(submission, "profile", Purpose.REVIEW))


def name_of(person: Person) -> str:
    """Return the person's whole name."""
    return PersonName(person.family, person.given, person.middle).full


def whole_name(uow: UnitOfWork, person_id: UUID) -> str:
    """Return the name of one of the company's people."""
    return name_of(uow.get(Person, person_id))


def dependents_of(uow: UnitOfWork, submission: Submission) -> tuple[ReviewDependent, ...]:
    """Return the dependents as the employee entered them; each opening has its line."""
    rows = papers.dependents_of(uow, submission)
    return tuple(_dependent(uow, row) for row in rows)


def number_of(uow: UnitOfWork, owner_id: UUID) -> NumberState:
    """Return what the log knows of a number."""
    left = numbers.MOST_FAILURES - numbers.failures(uow, owner_id)
    return NumberState(owner_id, numbers.is_matched(uow, owner_id), max(left, 0))


def _dependent(uow: UnitOfWork, row: Dependent) -> ReviewDependent:
    facts = dependents.DependentProfile.from_json(uow.open(row, "profile", Purpose.REVIEW))
    return ReviewDependent(
        row.id,
        row.position,
        dependents.relation_title(row.relation),
        facts.name,
        facts.reading,
        facts.birth_date_text,
        bool(row.papers),
        number_of(uow, row.id),
    )


def tabs(
    name: str, photographs: tuple[ReviewDocument, ...], others: tuple[ReviewDependent, ...]
) -> tuple[Tab, ...]:
    """Return a tab for each person: the employee by name, a dependent by relation and name."""
    titles = {0: name} | {one.position: f"{one.relation} {one.name}" for one in others}
    return tuple(_tab(position, title, photographs) for position, title in titles.items())


def _tab(position: int, title: str, photographs: tuple[ReviewDocument, ...]) -> Tab:
    mine = [one for one in photographs if one.position == position]
    return Tab(position, title, len(mine), sum(one.seen_by_me for one in mine))
