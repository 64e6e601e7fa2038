"""The half-finished form: sealed under the device's own key; nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import canonical, dependents, documents, profile
from mcollector.rules.actions import Action
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FieldRefused, FormRefused, NotFound
from mcollector.rules.my_number import MyNumber
from mcollector.rules.states import PersonState, Step, move
from mcollector.store.people import Person
from mcollector.store.submissions import Draft
from mcollector.vault import drafts as vault
from mcollector.vault.keys import CannotOpen
from mcollector.work.unit import UnitOfWork

CONTEXT = b"drafts/content"


@dataclass(frozen=True, slots=True, repr=False)
class FormState:
    """What was typed so far on this device; the number is shown as its last four digits only."""

    profile: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    route: str = ""
    photo_id: str = ""
    dependents: tuple[Mapping[str, str], ...] = ()
    key: UUID = field(default_factory=uuid4)

    @property
    def last_four(self) -> str:
        """Return what the page may show of the number."""
        return self.number[-4:]


def load(uow: UnitOfWork, device_key: bytes | None, *, lock: bool = False) -> FormState:
    """Return the acting employee's draft, or a fresh form; who will save it locks the person."""
    if lock:
        uow.get(Person, _me(uow), lock=True)
    row = _row(uow)
    if row is None or device_key is None:
        return _fresh(uow)
    try:
        content = vault.open_draft(device_key, _me(uow), CONTEXT, row.content)
    except CannotOpen:
        return _fresh(uow)
    return _from_json(canonical.decode(content))


def save_profile(uow: UnitOfWork, device_key: bytes, values: Mapping[str, str]) -> FormState:
    """Keep the fields of E5 as typed, right or wrong; `wrong_in_profile` tells what is wrong."""
    kept = {name: values.get(name, "").strip() for name in profile.FIELDS}
    return _save(uow, device_key, replace(load(uow, device_key, lock=True), profile=kept))


def save_number(
    uow: UnitOfWork, device_key: bytes, route: str, photo_id: str, number: str
) -> FormState:
    """Keep the choice of papers and the number; an empty number keeps the one typed before."""
    form = load(uow, device_key, lock=True)
    kept = number.strip() or form.number
    return _save(uow, device_key, replace(form, route=route, photo_id=photo_id, number=kept))


def put_dependent(
    uow: UnitOfWork, device_key: bytes, position: int | None, values: Mapping[str, str]
) -> FormState:
    """Add a dependent (once, if the page is sent twice) or change the one at the position (from 0).

    Raises FormRefused with a sentence per field; the page keeps what was typed.
    """
    form = load(uow, device_key, lock=True)
    kept = {name: values.get(name, "").strip() for name in dependents.FIELDS}
    if position is not None and not kept["number"] and position < len(form.dependents):
        kept["number"] = form.dependents[position]["number"]
    dependents.check_dependent(kept, day(uow.now))
    others = list(form.dependents)
    if position is None and kept in others:
        return form
    if position is None or position >= len(others):
        others.append(kept)
    else:
        others[position] = kept
    return _save(uow, device_key, replace(form, dependents=tuple(others)))


def remove_dependent(uow: UnitOfWork, device_key: bytes, position: int) -> FormState:
    """Take the dependent at the position out; NotFound when there is none."""
    form = load(uow, device_key, lock=True)
    if not 0 <= position < len(form.dependents):
        raise NotFound
    rest = tuple(one for n, one in enumerate(form.dependents) if n != position)
    return _save(uow, device_key, replace(form, dependents=rest))


def wrong_in_profile(uow: UnitOfWork, form: FormState) -> Mapping[str, Any]:
    """Return a sentence for every wrong field of E5."""
    try:
        profile.check_profile(form.profile, day(uow.now))
    except FormRefused as refused:
        return refused.fields
    return {}


def wrong_in_number(uow: UnitOfWork, form: FormState) -> Mapping[str, Any]:
    """Return a sentence for the choice of papers and the number of E6, where one is wrong."""
    wrong: dict[str, Any] = {}
    try:
        documents.slots_needed(form.route, day(uow.now), form.photo_id or None)
    except FieldRefused as refused:
        wrong["route" if not form.route else "photo_id"] = refused.sentence
    try:
        MyNumber.parse(form.number)
    except FieldRefused as refused:
        wrong["number"] = refused.sentence
    return wrong


def forget(uow: UnitOfWork) -> None:
    """End the acting employee's draft: after 「更新」 nothing typed remains."""
    row = _row(uow)
    if row is not None:
        uow.delete(row)


def _save(uow: UnitOfWork, device_key: bytes, form: FormState) -> FormState:
    content = vault.seal_draft(device_key, _me(uow), CONTEXT, canonical.encode(_to_json(form)))
    row = _row(uow)
    if row is None:
        row = uow.add(Draft(person_id=_me(uow)))
    row.content, row.saved_at = content, uow.now
    person = uow.get(Person, _me(uow))
    if person.state in (PersonState.INVITED_NOT_SENT, PersonState.WAITING):
        person.state = move(person.state, Step.SAVE)
        uow.record(Action.DRAFT_SAVED, row=person)
    return form


def _row(uow: UnitOfWork) -> Draft | None:
    return uow.first(select(Draft).where(Draft.person_id == _me(uow)))


def _me(uow: UnitOfWork) -> UUID:
    if uow.actor.id is None:
        raise NotFound
    return uow.actor.id


def _fresh(uow: UnitOfWork) -> FormState:
    person = uow.get(Person, _me(uow))
    names = {"family": person.family, "given": person.given, "middle": person.middle}
    return FormState(profile=names)


def _to_json(form: FormState) -> dict[str, Any]:
    return {
        "profile": dict(form.profile),
        "number": form.number,
        "route": form.route,
        "photo_id": form.photo_id,
        "dependents": [dict(one) for one in form.dependents],
        "key": form.key.hex,
    }


def _from_json(kept: Mapping[str, Any]) -> FormState:
    return FormState(
        profile=kept["profile"],
        number=kept["number"],
        route=kept["route"],
        photo_id=kept["photo_id"],
        dependents=tuple(kept["dependents"]),
        key=UUID(hex=kept["key"]),
    )
