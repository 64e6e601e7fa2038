"""ユーザーの編集: what the office may change of a person; two clerks lose nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import EditConflict, FieldRefused, FormRefused
from mcollector.rules.person import editing, employment
from mcollector.rules.rights import Permission, may
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import PersonState, Step
from mcollector.rules.text.names import PersonName, full_of
from mcollector.services.editing import addresses
from mcollector.services.editing.addresses import AddressHeld
from mcollector.services.letters import queue
from mcollector.services.people.names import set_name
from mcollector.services.permissions import OWN_RECORD, require, require_other
from mcollector.services.submissions import submit
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

_CLOSED = say("今の状態では変更できません。内容を確認して、画面を開き直してください。")


@dataclass(frozen=True, slots=True)
class EditPage:
    """A person as the office edits them; `open` are the fields that may change today."""

    person_id: UUID
    name: str
    user_id: str
    state: PersonState
    values: Mapping[str, str]
    open: tuple[str, ...]
    steps: tuple[Step, ...]
    registered_on: date
    uploaded_on: date | None
    verified_on: date | None


class MailHeld(FormRefused):
    """Somebody else has the address; the tick `shared` takes it all the same."""


def get_page(uow: UnitOfWork, person_id: UUID) -> EditPage:
    """Return the person's page; NotFound for nobody of the company."""
    require(uow, Permission.EDIT)
    require_other(uow, person_id, OWN_RECORD)
    person = uow.get(Person, person_id)
    account = queue.account_of(uow, person_id)
    may_retire = may(uow.actor.right, Permission.RETIRE)
    steps = employment.steps(person.state)
    return EditPage(
        person.id,
        full_of(person),
        account.user_id,
        person.state,
        _values(person),
        _open(uow, person),
        tuple(step for step in steps if may_retire or step not in NEED_RETIRE),
        deadlines.day(person.registered_at),
        deadlines.day(person.uploaded_at) if person.uploaded_at else None,
        person.verified_on,
    )


NEED_RETIRE = (Step.RETIRE, Step.REHIRE)
"""Steps of the 組織管理者 alone (architecture §11)."""


def update(
    uow: UnitOfWork,
    person_id: UUID,
    typed: Mapping[str, str],
    known: Mapping[str, str],
    *,
    shared: bool = False,
) -> bool:
    """「更新」: take the fields over and tell whether any changed; `known` is what the page showed.

    Raises EditConflict with the values of now when somebody else changed one of them meanwhile and
    the page differs from it, FormRefused with a sentence per field, MailHeld.
    """
    require(uow, Permission.EDIT)
    require_other(uow, person_id, OWN_RECORD)
    person = uow.get(Person, person_id, lock=True)
    current, may_change = _values(person), _open(uow, person)
    changed = {name for name in editing.FIELDS if typed.get(name, "") != current[name]}
    if changed and any(known.get(name, "") != current[name] for name in editing.FIELDS):
        raise EditConflict(current)
    if closed := {name: _CLOSED for name in editing.FIELDS if name in changed - set(may_change)}:
        raise FormRefused(closed)
    errors = _wrong(uow, typed, changed)
    if "mail" in changed:
        errors |= _correct_mail(uow, person, typed["mail"], errors, shared=shared)
    if errors:
        raise FormRefused(errors)
    _take_over(uow, person, typed, changed - {"mail"})
    return bool(changed)


def _wrong(
    uow: UnitOfWork, typed: Mapping[str, str], changed: Collection[str]
) -> dict[str, Sentence]:
    try:
        editing.check_editing(typed, changed, deadlines.day(uow.now))
    except FormRefused as refused:
        return refused.fields
    return {}


def _correct_mail(
    uow: UnitOfWork, person: Person, typed: str, errors: Mapping[str, Sentence], *, shared: bool
) -> dict[str, Sentence]:
    """Correct the address, or return what is wrong with it."""
    try:
        addresses.take_over(uow, person, typed, known=person.mail, shared=shared)
    except AddressHeld as held:
        raise MailHeld({**errors, "mail": held.sentence}) from None
    except FieldRefused as refused:
        return {"mail": refused.sentence}
    return {}


def _take_over(
    uow: UnitOfWork, person: Person, typed: Mapping[str, str], changed: Collection[str]
) -> None:
    if not changed:
        return
    checked = editing.check_editing(typed, changed, deadlines.day(uow.now))
    name = PersonName(checked.family, checked.given, checked.middle)
    set_name(person, name, checked.reading)
    person.employee_code = checked.code or None
    account = uow.get(Account, queue.account_of(uow, person.id).id, lock=True)
    account.name = name.full
    if "deadline" in changed and checked.deadline is not None:
        person.due_on = deadlines.due_after(checked.deadline, 1)
    uow.record(Action.PERSON_EDITED, row=person, fields=sorted(changed))


def _values(person: Person) -> dict[str, str]:
    """Return the fields as the page shows them."""
    due = deadlines.deadline_of(person.due_on) if person.due_on else None
    return {
        "family": person.family,
        "given": person.given,
        "middle": person.middle,
        "reading": person.reading,
        "code": person.employee_code or "",
        "mail": person.mail,
        "deadline": due.isoformat() if due else "",
    }


def _open(uow: UnitOfWork, person: Person) -> tuple[str, ...]:
    """Return the fields that may change: a submitted name changes only by a new submission."""
    fields = ["code", "mail"]
    if person.state.is_open or submit.newest(uow, person.id) is None:
        fields += [*editing.NAMES, "reading"]
    if person.state.is_collected_from:
        fields.append("deadline")
    return tuple(name for name in editing.FIELDS if name in fields)
