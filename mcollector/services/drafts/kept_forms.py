"""Forms that could not be taken: kept for 15 minutes by the browser, for one account alone."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from mcollector.rules import canonical
from mcollector.rules.errors import NotFound
from mcollector.rules.rights import Permission, may
from mcollector.rules.text.names import full_of
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.vault import kept_forms
from mcollector.vault.keys import CannotOpen
from mcollector.work.unit import UnitOfWork

KEPT = timedelta(minutes=15)
"""How long a form waits for the login of whoever typed it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What seals a form: 32 bytes of this browser's cookie, the door's own key, the account."""

    device: bytes = field(repr=False)
    door: bytes = field(repr=False)
    account_id: UUID


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form belongs, what was typed, whether something has to be typed once more."""

    address: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    is_incomplete: bool


def seal(keys: Keys, form: KeptForm, now: datetime) -> str:
    """Return the form sealed, in letters that may stand in a page; the house keeps nothing."""
    value = {
        "address": form.address,
        "fields": [list(pair) for pair in form.fields],
        "incomplete": form.is_incomplete,
        "until": int((now + KEPT).timestamp()),
    }
    plain = canonical.encode(value)
    sealed = kept_forms.seal_form(keys.device, keys.door, keys.account_id, plain)
    return base64.urlsafe_b64encode(sealed).decode()


def open_sealed(keys: Keys, text: str, now: datetime) -> KeptForm | None:
    """Return the form; None after its time, in another browser and for another account."""
    try:
        sealed = base64.urlsafe_b64decode(text)
        plain = kept_forms.open_form(keys.device, keys.door, keys.account_id, sealed)
    except (binascii.Error, ValueError, CannotOpen):
        return None
    return _read(plain, now)


def _read(plain: bytes, now: datetime) -> KeptForm | None:
    value: dict[str, Any] = canonical.decode(plain)
    if now >= datetime.fromtimestamp(value["until"], UTC):
        return None
    fields = tuple((name, typed) for name, typed in value["fields"])
    return KeptForm(value["address"], fields, value["incomplete"])


def find_name(uow: UnitOfWork, account_id: UUID) -> str | None:
    """Return the name of the account's holder; None when there is no such account any more."""
    try:
        return uow.get(Account, account_id).name
    except NotFound:
        return None


def find_concerned(
    uow: UnitOfWork, reader_id: UUID, *, person_id: UUID | None, account_id: UUID | None
) -> str:
    """Return the name of whom a form of the office is about, as far as its reader may know it.

    `reader_id` is the reader's account; empty for a form about nobody, for somebody of no such id
    and for a reader without the list.
    """
    try:
        right = uow.get(Account, reader_id).right
        if person_id is not None and may(right, Permission.LIST):
            return full_of(uow.get(Person, person_id))
        if account_id is not None and may(right, Permission.STAFF):
            return uow.get(Account, account_id).name
    except NotFound:
        pass
    return ""
