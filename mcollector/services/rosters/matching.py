"""Matching a roster's rows with the company's people: known, new, or with another's address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, func, literal, select

from mcollector.rules.letters.addresses import mail_key
from mcollector.rules.roster.rows import Allowance, Allowances, Row
from mcollector.rules.text.names import fold, full_of
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Match:
    """Which lines are in the company already, and which share an address with somebody of it.

    `known` are the same people; `others` maps a line to the name of whoever has its address.
    """

    known: frozenset[int]
    others: Mapping[int, str]


def match_rows(uow: UnitOfWork, rows: Sequence[Row]) -> Match:
    """Match the rows with the company's people; case and width do not matter."""
    having = _having(uow, rows)
    known, others = set(), {}
    for row in rows:
        names = having.get(mail_key(row.mail))
        if names is None:
            continue
        if fold(full_of(row)) in names:
            known.add(row.line)
        elif row.mail:
            others[row.line] = next(iter(names.values()))
    return Match(frozenset(known), others)


def _having(uow: UnitOfWork, rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Return for each address of the rows the people who have it, as folded name → name.

    The stored key will not do: once somebody submitted, the reading is part of it.
    """
    having: dict[str, dict[str, str]] = {}
    wanted = literal(dict.fromkeys(mail_key(row.mail) for row in rows), JSON())
    keys = func.json_each(wanted).table_valued("key")  # one parameter, where IN takes one a key
    people = select(*_NAMES).where(Person.mail_key.in_(select(keys.c.key)))
    for found in uow.rows(people.order_by(Person.registered_at, Person.id)):
        name = full_of(found)
        having.setdefault(found.mail_key, {})[fold(name)] = name
    return having


_NAMES = (Person.mail_key, Person.family, Person.given, Person.middle)


def fresh_rows(rows: Sequence[Row], matched: Match, allow: Allowances) -> list[Row]:
    """Return the rows to add: nobody twice, and those that share an address only if allowed."""
    kept = frozenset[int]() if Allowance.SHARED in allow else matched.others.keys()
    return [row for row in rows if row.line not in matched.known and row.line not in kept]
