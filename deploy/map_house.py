"""The map's tables of keys, states, tables and tasks, each read from the code that decides it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from mcollector.jobs import JOBS
from mcollector.jobs.timetable import TIMETABLE
from mcollector.rules.states import (
    DOCUMENT_MOVES,
    MOVES,
    DocumentState,
    PersonState,
)
from mcollector.rules.tasks import Task
from mcollector.services.company import role_keys
from mcollector.services.people.query import TABS
from mcollector.store.base import CompanyRow, Row
from mcollector.store.tables import mappers
from mcollector.store.types import SealedColumn, SealedFile

Table = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]
"""A header and rows of as many cells."""

OPENS = {
    "server": "the company's vault through its server slot; staff's TOTP seeds",
    "intake": "what waits to be cleaned or compared; derives the letters' secrets",
    "audit": "nothing; signs checkpoints",
    "cookie": "nothing; signs forms' tokens",
}
"""What each key opens (architecture §6)."""

YES = "✓"


def keys() -> Table:
    """Return which process reads which key file."""
    readers = {
        name: {role for role, held in role_keys.ROLES.items() if name in held}
        for name in role_keys.PUBLIC_HALVES
    }
    readers["cookie"] = {"portal", "admin"}
    rows = [
        (name, OPENS[name], *(YES if role in roles else "" for role in role_keys.ROLES))
        for name, roles in readers.items()
    ]
    return ("key", "opens", *role_keys.ROLES), rows


def person_states() -> Table:
    """Return the words each door shows for a state, where the list has it, and what may follow."""
    header = ("state", "office", "employee", "chip", "awaits", "tabs", "steps")
    rows = [
        (
            state.value,
            state.label,
            state.easy,
            state.chip,
            _awaits(state),
            ", ".join(tab for tab, states in TABS.items() if state in states),
            _steps(state, MOVES.items()),
        )
        for state in PersonState
    ]
    return header, rows


def document_states() -> Table:
    """Return what may follow each state of a photograph."""
    rows = [(state.value, _steps(state, DOCUMENT_MOVES.items())) for state in DocumentState]
    return ("state", "steps"), rows


def _awaits(state: PersonState) -> str:
    if state.is_collected_from:
        return "the employee"
    return "the office" if state is PersonState.SUBMITTED else "nobody"


def _steps(state: StrEnum, moves: Iterable[tuple[tuple[StrEnum, StrEnum], StrEnum]]) -> str:
    steps = sorted(f"{step} → {after}" for (before, step), after in moves if before is state)
    return ", ".join(steps)


def tables() -> Table:
    """Return whose business each table's rows are, and what is sealed in them."""
    rows = [(table.__tablename__, *_owner(table), _sealed_in(table)) for table in _classes()]
    return ("table", "class", "tenant", "system reads", "audit subject", "sealed"), rows


def _classes() -> list[type[Row]]:
    return [mapper.class_ for mapper in mappers()]


def _owner(table: type[Row]) -> tuple[str, ...]:
    if not issubclass(table, CompanyRow):
        return table.__name__, "nobody's", "", table.audit_subject
    return table.__name__, "company", YES if table.system_reads else "", table.audit_subject


def _sealed_in(table: type[Row]) -> str:
    sealed = (
        f"{column.name} ({column.type.kind})"
        for column in table.__table__.columns
        if isinstance(column.type, SealedColumn | SealedFile)
    )
    return ", ".join(sealed)


def tasks() -> Table:
    """Return which job does a task, and in which queue it waits."""
    rows = [
        (task.value, task.queue, f"{JOBS[task].__module__}.{JOBS[task].__name__}") for task in Task
    ]
    return ("task", "queue", "job"), rows


def timetable() -> Table:
    """Return what the timetable does, and how often."""
    rows = [
        (name, str(every), f"{work.__module__}.{work.__name__}") for name, every, work in TIMETABLE
    ]
    return ("entry", "every", "function"), rows
