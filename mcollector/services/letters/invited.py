"""What an invitation that went out means for the person: from then on we wait for them."""

from mcollector.rules.actions import Action
from mcollector.rules.states import PersonState, Step, move
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


def note_invited(uow: UnitOfWork, person: Person) -> None:
    """Move a person who was not reached yet to 提出待ち; the others stay as they are."""
    if person.state is PersonState.INVITED_NOT_SENT:
        person.state = move(person.state, Step.INVITE)
        uow.record(Action.PERSON_INVITED, row=person)
