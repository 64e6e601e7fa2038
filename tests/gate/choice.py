"""Which test runs on which database, and in which scope: one rule for the runner and for pytest.

A test that touches no database runs once. The others run on one database, chosen by a checksum of
their name and the commit, so that every test meets both within a few commits; what speaks of what
the databases do unlike runs on both from `check` on. `test` leaves out what is marked `wide`, and
`all` chooses nothing: everything runs everywhere. Without a scope (pytest called by hand) every
test runs on MC_TEST_DATABASE.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

import pytest

DATABASES = ("sqlite", "postgres")
DATABASE = os.environ.get("MC_TEST_DATABASE", DATABASES[0])
FIXTURES = frozenset(
    {"postgres", "databases", "empty_database_url", "prepared", "database_url", "new_database"}
)
"""Whoever asks for one of these touches a database; nobody reaches one without them."""

ON_BOTH = frozenset({"store", "work", "jobs", "rosters"})
"""Folders that are about the database itself."""

WIDE = frozenset({"crash", "together"})
"""Folders that are left to `check`: whole houses that are killed, or that hundreds use at once."""

SHARED_HOUSES = frozenset({"crash", "journeys", "together"})
"""Folders in which a file's tests share a running house: they go to one database together."""


class Scope(StrEnum):
    """How much a run takes; each holds all that the one before it runs."""

    TEST = "test"
    CHECK = "check"
    ALL = "all"


@dataclass(frozen=True)
class Facts:
    """What the rule needs to know of a test: its id as pytest writes it, and what it asks for."""

    id: str
    marks: frozenset[str] = frozenset()
    touches: bool = True

    @property
    def folder(self) -> str:
        """Return the folder below tests/."""
        return self.id.split("/")[1]

    @property
    def is_on_both(self) -> bool:
        """Tell whether it is about what the databases do unlike."""
        return "both" in self.marks or self.folder in ON_BOTH

    @property
    def is_wide(self) -> bool:
        """Tell whether the narrowest scope leaves it out."""
        return "wide" in self.marks or self.folder in WIDE

    @property
    def group(self) -> str:
        """Return the name whose checksum chooses: the file's where its tests share a house."""
        is_shared = self.folder in SHARED_HOUSES or "one_house" in self.marks
        return self.id.partition("::")[0] if is_shared else self.id


def databases(test: Facts, scope: Scope, choice: str) -> frozenset[str]:
    """Return the databases a test runs on; none when the scope leaves it out."""
    if test.is_wide and scope is Scope.TEST:
        return frozenset()
    if named := test.marks & set(DATABASES):
        return frozenset(named)
    if not test.touches:
        return frozenset({DATABASES[0]})
    if scope is Scope.ALL or (test.is_on_both and scope is Scope.CHECK):
        return frozenset(DATABASES)
    return frozenset({DATABASES[crc32(f"{choice} {test.group}".encode()) % 2]})


def facts_of(item: pytest.Item) -> Facts:
    """Return what the rule needs to know of a collected test."""
    marks = frozenset(mark.name for mark in item.iter_markers())
    return Facts(item.nodeid, marks, touches(item))


def touches(item: pytest.Item) -> bool:
    """Tell whether a test asks for a database, by itself or through its fixtures."""
    return not FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def is_wanted(test: Facts, database: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a test runs here: by the scope's rule, or by hand on the named database."""
    if scope := environ.get("MC_SCOPE"):
        return database in databases(test, Scope(scope), environ.get("MC_CHOICE", ""))
    return not test.marks & set(DATABASES) or database in test.marks
