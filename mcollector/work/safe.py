"""Sealing and opening inside a unit: to open one is to write a line."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Select, select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound, RuleBroken
from mcollector.rules.sealed import BoxKind, Place, Purpose, Sealed
from mcollector.rules.sentences import say
from mcollector.store.audit import AuditLine
from mcollector.store.base import CompanyRow, Row
from mcollector.store.boxes import Box, Vault, VaultSlot
from mcollector.store.types import SealedColumn, SealedFile
from mcollector.vault import boxes, digests, sealing_keys, slots
from mcollector.work import line_texts
from mcollector.work.keyring import INTAKE_KEY_ID, Keyring

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
    def sealed(self, row: CompanyRow, column: str, digest: bytes) -> None: ...
    def record(
        self,
        action: Action,
        *,
        row: Row,
        purpose: Purpose | None = None,
        **facts: Any,  # noqa: ANN401 - what a line can hold
    ) -> None: ...


class ValueSwapped(RuleBroken):
    """The ciphertext is not the one the audit log speaks of; it is not opened."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "保存された値が監査ログの記録と一致しないため、開きませんでした。管理者に連絡してください。"
            )
        )


def place_of(row: CompanyRow, column: str) -> Place:
    """Return where the column's value lives; it is bound into the ciphertext."""
    return Place(row.company_id, row.__tablename__, row.id, column)


def kind_of(row: CompanyRow, column: str) -> BoxKind:
    """Return the box the column's type names; TypeError for a column that is not sealed."""
    type_ = row.__table__.c[column].type
    if not isinstance(type_, SealedColumn | SealedFile):
        raise TypeError(f"{row.__tablename__}.{column} is not a sealed column")
    return type_.kind


def seal(uow: Unit, row: CompanyRow, column: str, plain: bytes) -> bytes:
    """Return the ciphertext for the place; the unit remembers its digest for the log."""
    kind = kind_of(row, column)
    context = place_of(row, column).context()
    if kind is BoxKind.SERVER:
        sealed = sealing_keys.seal(uow.keyring.need_server(), context, plain)
    else:
        public, key_id = _recipient(uow, row, kind)
        sealed = boxes.seal(public, key_id, context, plain)
    uow.sealed(row, column, digests.sha256(sealed))
    return sealed


def open_sealed(uow: Unit, row: CompanyRow, column: str, sealed: bytes, purpose: Purpose) -> bytes:
    """Return the value and write the line; raises StillSealed, ValueSwapped, CannotOpen."""
    _compare_with_log(uow, row, column, sealed)
    context = place_of(row, column).context()
    kind = kind_of(row, column)
    if kind is BoxKind.SERVER:
        plain = sealing_keys.open_sealed(uow.keyring.need_server(), context, sealed)
    else:
        plain = boxes.open_sealed(_private(uow, kind, sealed), context, sealed)
    uow.record(Action.VALUE_OPENED, row=row, purpose=purpose, column=column)
    return plain


def _recipient(uow: Unit, row: CompanyRow, kind: BoxKind) -> tuple[bytes, UUID]:
    if kind is BoxKind.INTAKE:
        return uow.keyring.intake_public, INTAKE_KEY_ID
    if kind is BoxKind.VAULT:
        vault = _vault(uow)
        return vault.public, vault.id
    box = _newest_box(uow, row, kind) or _new_box(uow, row, kind)
    return box.public, box.id


def _private(uow: Unit, kind: BoxKind, sealed: bytes) -> bytes:
    if kind is BoxKind.INTAKE:
        return uow.keyring.need_intake()
    if kind is BoxKind.VAULT:
        return _vault_private(uow)
    box = uow.get(Box, boxes.key_id_of(sealed))
    _compare_with_log(uow, box, "public", box.public)
    context = place_of(box, "private").context()
    return boxes.open_sealed(_vault_private(uow), context, box.private)


def _newest_box(uow: Unit, row: CompanyRow, kind: BoxKind) -> Box | None:
    mine = select(Box).where(Box.owner_id == owner_of(row), Box.kind == kind)
    return uow.first(mine.order_by(Box.generation.desc()).limit(1))


def begin_box(uow: Unit, row: CompanyRow, kind: BoxKind) -> None:
    """Make a box after the newest of the row's owner: the older ones may be destroyed before it."""
    before = _newest_box(uow, row, kind)
    _new_box(uow, row, kind, before.generation + 1 if before is not None else 1)


def _new_box(uow: Unit, row: CompanyRow, kind: BoxKind, generation: int = 1) -> Box:
    pair = boxes.new_pair()
    vault = _vault(uow)
    box = Box(
        id=uuid4(),
        company_id=row.company_id,
        person_id=row.person_id,  # type: ignore[attr-defined]
        owner_id=owner_of(row),
        kind=kind,
        generation=generation,
        public=pair.public,
        created_at=uow.now,
    )
    context = place_of(box, "private").context()
    box.private = Sealed(boxes.seal(vault.public, vault.id, context, pair.private))
    uow.add(box)
    uow.sealed(box, "private", digests.sha256(box.private))
    uow.sealed(box, "public", digests.sha256(box.public))
    uow.record(Action.BOX_CREATED, row=box, kind=kind.value)
    return box


def owner_of(row: CompanyRow) -> UUID:
    """Return whose box it is: a dependent has boxes of its own, everything else is the person's."""
    owner: UUID = row.id if row.__tablename__ == "dependents" else row.person_id  # type: ignore[attr-defined]
    return owner


def _vault(uow: Unit) -> Vault:
    vault = uow.first(select(Vault).order_by(Vault.created_at.desc()).limit(1))
    if vault is None:
        raise NotFound
    return vault


def _vault_private(uow: Unit) -> bytes:
    key = uow.keyring.need_server()
    slot = uow.first(select(VaultSlot).where(VaultSlot.kind == "server"))
    if slot is None:
        raise NotFound
    return slots.unwrap_with_server(key, slot_context(slot), slot.wrapped)


def slot_context(slot: VaultSlot) -> bytes:
    """Return what a slot is bound to: its company, its vault, its kind."""
    return Place(slot.company_id, "vault_slots", slot.vault_id, slot.kind).context()


def _compare_with_log(uow: Unit, row: CompanyRow, column: str, stored: bytes) -> None:
    """Compare with the digest in the newest line of sealing: HPKE in base mode has no sender."""
    lines = select(AuditLine.body).where(
        AuditLine.object_id == row.id, AuditLine.action == Action.VALUE_SEALED.value
    )
    for body in uow.scalars(lines.order_by(AuditLine.seq.desc())):
        digest = line_texts.sealed_digest(body, column)
        if digest is not None:
            if hmac.compare_digest(digest, digests.sha256(stored)):
                return
            break
    raise ValueSwapped
