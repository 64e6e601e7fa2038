"""The demo's people: made up from their place in the list, so that each installation has the same.

Their names, addresses and birth dates belong to nobody, their numbers are computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mcollector.demo.names import ABROAD, FAMILIES, GIVENS, HOMES
from mcollector.rules.eras import wareki
from mcollector.rules.my_number import check_digit
from mcollector.rules.papers.choices import Choice
from mcollector.rules.text.names import PersonName

RELATIVES = (("wife", 1988), ("child", 2015), ("child", 2018), ("mother", 1955))


@dataclass(frozen=True, slots=True, repr=False)
class MadeUp:
    """One of the demo's people with everything that goes into the form."""

    name: PersonName
    readings: tuple[str, str]
    mail: str
    born: date
    home: tuple[str, str, str]
    phone: str
    number: str
    choice: Choice
    dependents: tuple[Mapping[str, str], ...]

    @property
    def birth_date(self) -> str:
        """Return the birth date as the papers print it: 昭和60年4月1日."""
        return f"{wareki(self.born)}{self.born.month}月{self.born.day}日"

    @property
    def address(self) -> str:
        """Return prefecture and address as the papers print them."""
        return "".join(self.home[1:])

    @property
    def profile(self) -> dict[str, str]:
        """Return the fields of 個人情報の入力 as typed."""
        postcode, prefecture, address = self.home
        return {
            "family": self.name.family,
            "given": self.name.given,
            "middle": self.name.middle,
            "family_reading": self.readings[0],
            "given_reading": self.readings[1],
            **_day(self.born),
            "postcode": postcode,
            "prefecture": prefecture,
            "address": address,
            "phone": self.phone,
        }


def made_up(place: int) -> MadeUp:
    """Return the person of that place, from 0."""
    abroad = place % 6 == 5
    name, readings, mail = _from_abroad(place // 6) if abroad else _from_here(place - place // 6)
    return MadeUp(
        name,
        readings,
        f"{mail}@example.com",
        date(1962 + place * 7 % 42, 1 + place * 5 % 12, 1 + place * 11 % 28),
        HOMES[place % len(HOMES)],
        f"0900000{place:04d}",
        _number(place),
        Choice(*_papers(place, abroad=abroad)),
        tuple(_dependent(place, n, name.family) for n in range(max(0, place * 3 % 7 - 3))),
    )


def _from_here(place: int) -> tuple[PersonName, tuple[str, str], str]:
    family, family_reading, family_mail = FAMILIES[place % len(FAMILIES)]
    given, given_reading, given_mail = GIVENS[place % len(GIVENS)]
    mail = f"{given_mail}.{family_mail}{_repeated(place, len(FAMILIES) * len(GIVENS))}"
    return PersonName(family, given), (family_reading, given_reading), mail


def _from_abroad(place: int) -> tuple[PersonName, tuple[str, str], str]:
    family, middle, given, *readings, mail = ABROAD[place % len(ABROAD)]
    name = PersonName(family, given, middle)
    return name, (readings[0], readings[1]), f"{mail}{_repeated(place, len(ABROAD))}"


def _repeated(place: int, known: int) -> str:
    """Return what tells a second person of the same name from the first in the mail address."""
    return str(place // known + 1) if place >= known else ""


def _papers(place: int, *, abroad: bool) -> tuple[str, str]:
    if abroad:
        return ("residence", "residence_card") if place % 4 == 1 else ("card", "")
    return {3: ("notice", "licence"), 4: ("residence", "licence")}.get(place % 5, ("card", ""))


def _number(place: int) -> str:
    body = f"{(31415926535 + place * 27182818284) % 10**11:011d}"
    return body + check_digit(body)


def _dependent(place: int, count: int, family: str) -> dict[str, str]:
    relation, year = RELATIVES[count]
    return {
        "relation": relation,
        "family": family,
        "given": GIVENS[(place + count + 1) % len(GIVENS)][0],
        **_day(date(year, 1 + (place + count) % 12, 1 + place % 28)),
        "number": _number(1_000_000 + 10 * place + count),
        "checked": "1",
    }


def _day(born: date) -> dict[str, str]:
    parts = {"year": born.year, "month": born.month, "day": born.day}
    return {f"birth_{name}": str(value) for name, value in parts.items()}
