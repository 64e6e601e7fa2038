"""The installation itself: which keys belong to it, and its first link."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.services.company import setup
from mcollector.store.boxes import KeyCheck
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeyFact:
    """What is stored about a key: its check value, and the public half where it has one."""

    check_value: bytes
    public: bytes | None = None


def key_facts(uow: UnitOfWork) -> dict[str, KeyFact]:
    """Return what is known of the installation's keys (a system unit), by name."""
    rows = uow.scalars(select(KeyCheck))
    return {row.name: KeyFact(row.check_value, row.public) for row in rows}


def prepare(uow: UnitOfWork, keys: Mapping[str, KeyFact]) -> str | None:
    """Record new keys and return a set-up secret while no company exists (a system unit)."""
    known = key_facts(uow)
    for name, fact in keys.items():
        if name not in known:
            row = KeyCheck(
                name=name,
                check_value=fact.check_value,
                public=fact.public,
                created_at=uow.now,
            )
            uow.record(Action.KEY_CREATED, row=uow.add(row), name=name)
    return setup.issue_link(uow)
