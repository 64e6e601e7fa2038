"""Sealing and opening values inside a unit of work; every opening writes an audit line."""

from mcollector.rules.actions import Action
from mcollector.rules.sealed import BoxKind, Purpose
from mcollector.store.base import CompanyRow
from mcollector.vault import boxes, hashes, sealing_keys
from mcollector.work.boxes import private_key, recipient
from mcollector.work.places import Unit, kind_of, place_of
from mcollector.work.tamper_check import compare_with_log


def seal(uow: Unit, row: CompanyRow, column: str, plain: bytes) -> bytes:
    """Return the ciphertext for the place; the unit remembers its digest for the log."""
    kind = kind_of(row, column)
    context = place_of(row, column).context()
    if kind is BoxKind.SERVER:
        sealed = sealing_keys.seal(uow.keyring.need_server(), context, plain)
    else:
        public, key_id = recipient(uow, row, kind)
        sealed = boxes.seal(public, key_id, context, plain)
    uow.note_seal(row, column, hashes.sha256(sealed))
    return sealed


def open_sealed(uow: Unit, row: CompanyRow, column: str, sealed: bytes, purpose: Purpose) -> bytes:
    """Return the value and write the line; raises StillSealed, ValueSwapped, CannotOpen."""
    compare_with_log(uow, row, column, sealed)
    context = place_of(row, column).context()
    kind = kind_of(row, column)
    if kind is BoxKind.SERVER:
        plain = sealing_keys.open_sealed(uow.keyring.need_server(), context, sealed)
    else:
        plain = boxes.open_sealed(private_key(uow, kind, sealed), context, sealed)
    uow.record(Action.VALUE_OPENED, row=row, purpose=purpose, column=column)
    return plain
