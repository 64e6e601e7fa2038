"""A person's name and reading, with the folded key people are found and sorted by."""

from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.profile.profile import Profile
from mcollector.rules.text.names import PersonName, fold
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


def set_name(person: Person, name: PersonName, reading: str) -> None:
    """Write name and reading into the row, and the key made of both; the caller writes the line."""
    person.family, person.given, person.middle = name.family, name.given, name.middle
    person.reading = reading
    person.folded = fold(f"{name.full}{reading}")


def take_submitted_name(uow: UnitOfWork, person_id: UUID, profile: Profile) -> None:
    """Take over the name as the person submitted it; the roster may have had another."""
    person = uow.get(Person, person_id)
    reading = " ".join(filter(None, (profile.family_reading, profile.given_reading)))
    set_name(person, PersonName(profile.family, profile.given, profile.middle), reading)
    uow.record(Action.PERSON_NAMED, row=person)
