"""The half-finished form: sealed under the device's own key; nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FieldRefused, FormRefused, MoveRefused, NotFound
from mcollector.rules.my_number import MyNumber
from mcollector.rules.papers.choices import Choice
from mcollector.rules.profile import dependents, profile
from mcollector.rules.states import PersonState, Step, move
from mcollector.services.drafts import form as form_state
from mcollector.services.drafts import rows, writer
from mcollector.services.drafts.form import FormState
from mcollector.store.people import Person
from mcollector.vault import drafts as vault
from mcollector.vault.keys import CannotOpen
from mcollector.work.unit import UnitOfWork


def author(uow: UnitOfWork, *, lock: bool = True) -> Person:
    """Return the person whose form it is; raises MoveRefused once nothing more can be filled in.

    The lock makes everything one person sends come one after the other, whichever tab it comes
    from. A clerk needs an open entry.
    """
    person = uow.get(Person, _me(uow), lock=lock)
    _saved(uow, person)
    if writer.is_proxy(uow) and writer.entry(uow) is None:
        raise MoveRefused
    return person


def _saved(uow: UnitOfWork, person: Person) -> PersonState:
    """Return the state after saving: one who is 済 stays so until a clerk's 「更新」."""
    if writer.is_proxy(uow) and person.state is PersonState.VERIFIED:
        return person.state
    return move(person.state, Step.SAVE)


def load(uow: UnitOfWork, device_key: bytes | None) -> FormState:
    """Return the writer's draft; a fresh form on another device, or after the draft has ended."""
    sealed = rows.kept(uow)
    if sealed is None or device_key is None:
        return _fresh(uow)
    try:
        content = vault.open_draft(device_key, _me(uow), rows.context(uow), sealed)
    except CannotOpen:
        return _fresh(uow)
    return form_state.from_json(canonical.decode(content))


def save_profile(uow: UnitOfWork, device_key: bytes, values: Mapping[str, str]) -> FormState:
    """Keep the profile's fields as typed, right or wrong; `wrong_in_profile` says what is wrong."""
    person = author(uow)
    kept = {name: values.get(name, "").strip() for name in profile.FIELDS}
    return save(uow, person, device_key, replace(load(uow, device_key), profile=kept))


def save_number(uow: UnitOfWork, device_key: bytes, choice: Choice, number: str) -> FormState:
    """Keep the choice of papers and the number; an empty or a wrong one keeps the one before."""
    person, form = author(uow), load(uow, device_key)
    kept = _digits(number) or form.number
    form = replace(form, choice=choice, number=kept)
    return save(uow, person, device_key, form)


def put_dependent(
    uow: UnitOfWork, device_key: bytes, position: int | None, values: Mapping[str, str]
) -> FormState:
    """Add a dependent (once, if the page is sent twice) or change the one at the position (from 0).

    A page sent twice, word for word, adds one dependent. An empty number keeps the one before: of
    the same dependent, or the `spare` one when the page says it was typed there ("spare"). Raises
    FormRefused with a sentence per field, and NotFound.
    """
    person, form = author(uow), load(uow, device_key)
    others = list(form.dependents)
    if position is not None and position >= len(others):
        raise NotFound
    kept = {name: values.get(name, "").strip() for name in dependents.FIELDS}
    before = {} if position is None else others[position]
    spare = form.spare if values.get("spare") else ""
    kept["number"] = kept["number"] or spare or before.get("number", "")
    checked = dependents.check_dependent(kept, day(uow.now))
    kept["number"] = checked.number.digits
    if position is None and any(kept.items() <= one.items() for one in others):
        return form
    at = len(others) if position is None else position
    others[at : at + 1] = [{"key": uuid4().hex, **before, **kept}]
    return save(uow, person, device_key, replace(form, dependents=tuple(others), spare=""))


def keep_spare(uow: UnitOfWork, device_key: bytes, number: str) -> bool:
    """Keep the right number of a dependent whose page has other mistakes; tell whether it was."""
    person, form, digits = author(uow), load(uow, device_key), _digits(number)
    if digits:
        save(uow, person, device_key, replace(form, spare=digits))
    return bool(digits)


def remove_dependent(uow: UnitOfWork, device_key: bytes, position: int) -> FormState:
    """Take the dependent at the position out; NotFound when there is none."""
    person, form = author(uow), load(uow, device_key)
    if not 0 <= position < len(form.dependents):
        raise NotFound
    rest = tuple(dependent for n, dependent in enumerate(form.dependents) if n != position)
    return save(uow, person, device_key, replace(form, dependents=rest))


def wrong_in_profile(uow: UnitOfWork, form: FormState) -> Mapping[str, Any]:
    """Return a sentence for every wrong field of the profile."""
    try:
        profile.check_profile(form.profile, day(uow.now))
    except FormRefused as refused:
        return refused.fields
    return {}


def wrong_in_number(uow: UnitOfWork, form: FormState, typed: str = "") -> Mapping[str, Any]:
    """Return a sentence for the choice of papers and for the number, where one is wrong.

    `typed` is what stands in the number's field now; empty, the number kept before counts.
    """
    errors: dict[str, Any] = {}
    try:
        form.choice.papers(day(uow.now))
    except FormRefused as refused:
        errors |= refused.fields
    try:
        MyNumber.parse(typed.strip() or form.number)
    except FieldRefused as refused:
        errors["number"] = refused.sentence
    return errors


def _digits(number: str) -> str:
    """Return the digits of a number that can exist, "" for any other."""
    try:
        return MyNumber.parse(number).digits
    except FieldRefused:
        return ""


def save(uow: UnitOfWork, person: Person, device_key: bytes, form: FormState) -> FormState:
    """Keep the form of the person, whom `author` gave."""
    plain = canonical.encode(form_state.to_json(form))
    rows.keep(uow, vault.seal_draft(device_key, person.id, rows.context(uow), plain))
    state = _saved(uow, person)
    if state is not person.state:
        person.state = state
        uow.record(Action.DRAFT_SAVED, row=person)
    return form


def _me(uow: UnitOfWork) -> UUID:
    return writer.written_for(uow)


def _fresh(uow: UnitOfWork) -> FormState:
    person = uow.get(Person, _me(uow))
    names = {"family": person.family, "given": person.given, "middle": person.middle}
    return FormState(profile=names)
