"""Signed notes: those in the database, and the newest of each log remembered outside of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Select, select

from mcollector.rules.audit.merkle import Frontier
from mcollector.store.audit import Checkpoint
from mcollector.store.boxes import KeyCheck
from mcollector.vault import signing
from mcollector.work.unit import UnitOfWork

ORIGIN = "m-collector/{}"
_ENDING = ".note"
_ID = re.compile(r"[0-9a-f]{32}")
_PAGE = 1000
_FORGED = 10
"""Rows that are no checkpoints, whatever they claim, looked at before we stop looking for one."""


class NoteForged(ValueError):
    """The note is not one of this log's, or the columns beside it say something else."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a verified note says: so many lines have this root."""

    size: int
    root: bytes
    text: str


def audit_key(uow: UnitOfWork) -> bytes | None:
    """Return the public half of the signing key (a system unit)."""
    return uow.first(select(KeyCheck.public).where(KeyCheck.name == "audit"))


def open_note(public: bytes | None, company_id: UUID, text: str) -> Note:
    """Return what the note says; NoteForged for one of another key or another log."""
    try:
        origin, size, root = signing.verify_note(public or b"", text)
    except ValueError:
        raise NoteForged from None
    if origin != ORIGIN.format(company_id.hex):
        raise NoteForged
    return Note(size, root, text)


def open_row(public: bytes | None, row: Checkpoint) -> Note:
    """Return what the row's note says; NoteForged where its columns say something else."""
    note = open_note(public, row.company_id, row.note)
    if (row.size, row.root) != (note.size, note.root):
        raise NoteForged
    if row.frontier is not None and proved(row.frontier, note) is None:
        raise NoteForged
    return note


def proved(frontier: bytes | None, note: Note) -> Frontier | None:
    """Return the frontier when it is the one of the tree that was signed: its root proves it."""
    try:
        found = Frontier.from_bytes(frontier or b"")
    except ValueError:
        return None
    return found if (found.size, found.root()) == (note.size, note.root) else None


def stored(uow: UnitOfWork) -> Iterator[Checkpoint]:
    """Yield the rows of the actor's company by the size they claim, a page at a time."""
    query = _of_company(uow.actor.company_id).order_by(Checkpoint.size).limit(_PAGE)
    rows = uow.scalars(query)
    while rows:
        yield from rows
        rows = uow.scalars(query.where(Checkpoint.size > rows[-1].size))


def _of_company(company_id: UUID) -> Select[Checkpoint]:
    return select(Checkpoint).where(Checkpoint.company_id == company_id)


def newest_row(
    uow: UnitOfWork, public: bytes | None, company_id: UUID
) -> tuple[Checkpoint | None, bool]:
    """Return the newest row whose note verifies, and whether all that claim to be newer do not."""
    claimed = _of_company(company_id).order_by(Checkpoint.size.desc()).limit(_FORGED)
    is_forged = False
    for row in uow.scalars(claimed):
        try:
            open_row(public, row)
        except NoteForged:
            is_forged = True
        else:
            return row, is_forged
    return None, is_forged


def remembered(uow: UnitOfWork) -> str | None:
    """Return the note of the actor's company's log that lies outside the database."""
    path = _path(uow, uow.actor.company_id)
    return path.read_text(errors="replace") if path.exists() else None


def remembered_logs(uow: UnitOfWork) -> frozenset[UUID]:
    """Return the ids of all logs of which a note lies outside the database."""
    names = (path.stem for path in _folder(uow).glob(f"*{_ENDING}"))
    return frozenset(UUID(hex=name) for name in names if _ID.fullmatch(name))


def remember(uow: UnitOfWork, text: str) -> None:
    """Put the note outside the database, in place of the one before."""
    _folder(uow).mkdir(mode=0o700, exist_ok=True)
    path = _path(uow, uow.actor.company_id)
    draft = path.with_suffix(".part")  # the next one replaces what a crash left
    draft.write_text(text)
    draft.rename(path)


def _folder(uow: UnitOfWork) -> Path:
    return uow.toolbox.config.home / "checkpoints"


def _path(uow: UnitOfWork, company_id: UUID) -> Path:
    return _folder(uow) / f"{company_id.hex}{_ENDING}"
