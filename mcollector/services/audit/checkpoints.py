"""Checkpoints of the audit log, signed and also kept outside the database, and its verification."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.actor import SYSTEM_COMPANY
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say
from mcollector.store.audit import AuditLog, Checkpoint
from mcollector.store.boxes import KeyCheck
from mcollector.vault import signing
from mcollector.work import verify, verify_values
from mcollector.work.unit import UnitOfWork
from mcollector.work.verify import Fault

ORIGIN = "m-collector/{}"


class NotSigned(RuleBroken):
    """The log contradicts itself or what was signed before; the fault names the first bad line."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(
            say(
                "監査ログの%(seq)d行目が記録と合わないため、署名しませんでした。"
                "「flask --app app audit verify」で確認してください。",
                seq=fault.seq,
            )
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found in one log; `fault` names the first bad line."""

    company_id: UUID
    size: int
    fault: Fault | None


def logs(uow: UnitOfWork) -> tuple[UUID, ...]:
    """Return the ids of the companies that have a log (a system unit)."""
    return tuple(uow.scalars(select(AuditLog.company_id).order_by(AuditLog.company_id)))


def audit_key(uow: UnitOfWork) -> bytes | None:
    """Return the public half of the signing key (a system unit)."""
    return uow.first(select(KeyCheck.public).where(KeyCheck.name == "audit"))


def verify_log(uow: UnitOfWork, public: bytes | None) -> Verdict:
    """Recompute the actor's company's log and compare it with head, checkpoints and values.

    The remembered note is read before anything else: it may not be newer than what is compared.
    """
    company_id = uow.actor.company_id
    remembered = _remembered(uow)
    stored = select(Checkpoint.note).where(Checkpoint.company_id == company_id)
    notes = list(uow.scalars(stored.order_by(Checkpoint.size)))
    notes += [remembered] if remembered else []
    signed, bad = _opened(public, notes)
    walked = verify.walk(uow, frozenset(signed))
    fault = walked.fault or bad or _unlike(signed, walked)
    if fault is None and company_id != SYSTEM_COMPANY:
        fault = verify_values.first_swapped(uow, walked.sealed)
    return Verdict(company_id, walked.size, fault)


def _opened(public: bytes | None, notes: list[str]) -> tuple[dict[int, bytes], Fault | None]:
    """Return size → root of every note; a note with a bad signature is a fault of its own."""
    signed: dict[int, bytes] = {}
    last = 0
    for note in notes:
        try:
            _origin, last, root = signing.verify_note(public or b"", note)
        except ValueError:
            return signed, Fault(last + 1, "checkpoint edited")
        if signed.setdefault(last, root) != root:
            return signed, Fault(last, "two checkpoints differ")
    return signed, None


def _unlike(signed: dict[int, bytes], walked: verify.Walked) -> Fault | None:
    good = 0
    for size, root in sorted(signed.items()):
        if size > walked.size:
            return Fault(walked.size + 1, "rolled back behind a checkpoint")
        if walked.roots.get(size) != root:
            return Fault(good + 1, "unlike the next checkpoint")
        good = size
    return None


def checkpoint(uow: UnitOfWork) -> bool:
    """Sign the log's size and root and remember the note outside; False when it has not grown.

    In a unit that sees one moment: others may write while the whole log is compared.

    Raises NotSigned when the log is not consistent with the remembered checkpoint: a log must
    not sign what contradicts an earlier note (C2SP tlog-checkpoint).
    """
    company_id = uow.actor.company_id
    head = uow.first(select(AuditLog).where(AuditLog.company_id == company_id))
    signed = select(Checkpoint.size).where(Checkpoint.company_id == company_id)
    newest = uow.first(signed.order_by(Checkpoint.size.desc()).limit(1)) or 0
    if head is None or head.size <= newest:
        return False
    private = uow.keyring.need_audit()
    verdict = verify_log(uow, signing.public_of(private))
    if verdict.fault is not None:
        raise NotSigned(verdict.fault)
    root = verify.walk(uow, frozenset({head.size})).roots[head.size]
    note = signing.sign_note(private, ORIGIN.format(head.company_id.hex), head.size, root)
    uow.write_checkpoint(size=head.size, root=root, note=note)
    _remember(uow, note)
    return True


def export(uow: UnitOfWork) -> Iterator[bytes]:
    """Yield the actor's company's log: every line as it was hashed, then every signed note.

    Each is one line of canonical JSON without its line end; a note is `{"checkpoint": note}`.
    """
    company_id = uow.actor.company_id
    uow.record(Action.AUDIT_EXPORTED)
    for line in verify.lines(uow):
        yield line.body
    notes = select(Checkpoint.note).where(Checkpoint.company_id == company_id)
    for note in uow.scalars(notes.order_by(Checkpoint.size)):
        yield canonical.encode({"checkpoint": note})


def _folder(uow: UnitOfWork) -> Path:
    return uow.toolbox.config.home / "checkpoints"


def _remembered(uow: UnitOfWork) -> str | None:
    path = _folder(uow) / f"{uow.actor.company_id.hex}.note"
    return path.read_text() if path.exists() else None


def _remember(uow: UnitOfWork, note: str) -> None:
    folder = _folder(uow)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{uow.actor.company_id.hex}.part"  # the next one replaces what a crash left
    draft.write_text(note)
    draft.rename(folder / f"{uow.actor.company_id.hex}.note")
