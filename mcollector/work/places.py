"""Where a sealed value lives, which box it is for, and what sealing needs of the unit of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Select

from mcollector.rules.actions import Action
from mcollector.rules.sealed import BoxKind, Place, Purpose
from mcollector.store.base import CompanyRow, Row
from mcollector.store.boxes import VaultSlot
from mcollector.store.types import SealedColumn, SealedFile
from mcollector.work.keyring import Keyring

R = TypeVar("R", bound=Row)
T = TypeVar("T")


class Unit(Protocol):
    """What sealing needs of the unit of work."""

    keyring: Keyring
    now: datetime

    def get(self, table: type[R], row_id: UUID | None) -> R: ...
    def first(self, query: Select[T]) -> T | None: ...
    def scalars(self, query: Select[T]) -> Sequence[T]: ...
    def add(self, row: R) -> R: ...
    def note_seal(self, row: CompanyRow, column: str, digest: bytes) -> None: ...
    def record(
        self,
        action: Action,
        *,
        row: Row,
        purpose: Purpose | None = None,
        **facts: Any,  # noqa: ANN401 - what a line can hold
    ) -> None: ...


def place_of(row: CompanyRow, column: str) -> Place:
    """Return where the column's value lives; it is bound into the ciphertext."""
    return Place(row.company_id, row.__tablename__, row.id, column)


def slot_context(slot: VaultSlot) -> bytes:
    """Return what a slot is bound to: its company, its vault, its kind."""
    return Place(slot.company_id, "vault_slots", slot.vault_id, slot.kind).context()


def kind_of(row: CompanyRow, column: str) -> BoxKind:
    """Return the box the column's type names; TypeError for a column that is not sealed."""
    type_ = row.__table__.c[column].type
    if not isinstance(type_, SealedColumn | SealedFile):
        raise TypeError(f"{row.__tablename__}.{column} is not a sealed column")
    return type_.kind
