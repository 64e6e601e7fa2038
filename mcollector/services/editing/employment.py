"""雇用状態: 内定, 就業中, 退職 - and what each means for letters, deadline and papers."""

from uuid import UUID

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.person import employment
from mcollector.rules.person.employment import Employment
from mcollector.rules.rights import Permission
from mcollector.rules.states import Step, move
from mcollector.services.company_view import company_view
from mcollector.services.editing.person import NEED_RETIRE
from mcollector.services.letters import queue
from mcollector.services.permissions import OWN_RECORD, require, require_other
from mcollector.services.photographs import returns
from mcollector.services.statements import refusals
from mcollector.services.submissions import handoffs
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


def change(uow: UnitOfWork, person_id: UUID, step: Step | None, *, invite: bool) -> None:
    """Take one of the steps of `employment.STEPS`; safe to press twice.

    `invite` sends the invitation at once to somebody who is asked from now on. Raises MoveRefused
    from a state without that step.
    """
    require(uow, Permission.EDIT)
    require_other(uow, person_id, OWN_RECORD)
    if step in NEED_RETIRE:
        require(uow, Permission.RETIRE)
    person = uow.get(Person, person_id, lock=True)
    if step is None or step not in employment.STEPS:
        raise MoveRefused
    if employment.employment_of(person.state) is employment.STEPS[step]:
        return
    person.state = move(person.state, step)
    if employment.STEPS[step] is Employment.EMPLOYED:
        _ask_again(uow, person, invite=invite)
    else:
        stop_asking(uow, person)
    uow.record(Action.PERSON_MOVED, row=person, step=step.value)


def _ask_again(uow: UnitOfWork, person: Person, *, invite: bool) -> None:
    """Start again as if registered today; earlier submissions stay where they are."""
    late_days = company_view(uow).late_days
    person.registered_at = uow.now
    person.due_on = deadlines.due_after(deadlines.day(uow.now), late_days)
    person.uploaded_at = person.returned_at = person.verified_on = None
    person.reminded_at, person.reminders = None, 0
    returns.settle(uow, person.id)
    if invite:
        queue.queue_one(uow, queue.account_of(uow, person.id), LetterKind.INVITATION)


def stop_asking(uow: UnitOfWork, person: Person) -> None:
    """Ask for nothing more: no deadline, no letter that is still to go, no open link."""
    person.due_on = None
    refusals.stop_reminding(uow, person.id)
    refusals.settle(uow, person.id)
    queue.void_secrets(uow, queue.account_of(uow, person.id))
    handoffs.end(uow, person.id)
