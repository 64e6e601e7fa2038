"""People's boxes and the vault of a company: whose key a value is sealed to and opened with."""

from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.sealed import BoxKind, Sealed
from mcollector.store.base import CompanyRow
from mcollector.store.boxes import Box, Vault, VaultSlot
from mcollector.vault import boxes, hashes, slots
from mcollector.work import tamper_check
from mcollector.work.keyring import INTAKE_KEY_ID
from mcollector.work.places import Unit, place_of, slot_context


def recipient(uow: Unit, row: CompanyRow, kind: BoxKind) -> tuple[bytes, UUID]:
    """Return the public key that the row's values of the kind are sealed to, and its id.

    The box is made at first need; NotFound when the company has no vault.
    """
    if kind is BoxKind.INTAKE:
        return uow.keyring.intake_public, INTAKE_KEY_ID
    if kind is BoxKind.VAULT:
        vault = _vault(uow)
        return vault.public, vault.id
    box = _newest_box(uow, row, kind) or _new_box(uow, row, kind)
    return box.public, box.id


def private_key(uow: Unit, kind: BoxKind, sealed: bytes) -> bytes:
    """Return the key that opens the ciphertext; raises NotFound once its box was destroyed.

    A process that does not hold the key it begins with raises StillSealed.
    """
    if kind is BoxKind.INTAKE:
        return uow.keyring.need_intake()
    if kind is BoxKind.VAULT:
        return _vault_private(uow)
    box = uow.get(Box, boxes.key_id_of(sealed))
    tamper_check.compare_with_log(uow, box, "public", box.public)
    context = place_of(box, "private").context()
    return boxes.open_sealed(_vault_private(uow), context, box.private)


def _newest_box(uow: Unit, row: CompanyRow, kind: BoxKind) -> Box | None:
    of_owner = select(Box).where(Box.owner_id == owner_of(row), Box.kind == kind)
    return uow.first(of_owner.order_by(Box.generation.desc()).limit(1))


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
    uow.note_seal(box, "private", hashes.sha256(box.private))
    uow.note_seal(box, "public", hashes.sha256(box.public))
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
