"""Checkpoints of the audit log, signed and also kept outside the database, and its verification."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.rules.audit.merkle import Frontier
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import Sentence, say
from mcollector.services.audit import notes
from mcollector.services.audit.notes import Note, NoteForged
from mcollector.store.audit import AuditLog, Checkpoint
from mcollector.store.companies import Company
from mcollector.vault import signing
from mcollector.work import verify, verify_values
from mcollector.work.toolbox import Toolbox
from mcollector.work.unit import UnitOfWork
from mcollector.work.verify import Fault

FORGED = "checkpoint edited"
MISSING = verify.MISSING
ROLLED_BACK = "rolled back behind a checkpoint"
UNLIKE = "unlike the next checkpoint"


class LogFaulty(RuleBroken):
    """The log or its checkpoints are not as they were written; the fault names the first line."""

    def __init__(self, fault: Fault, sentence: Sentence) -> None:
        self.fault = fault
        super().__init__(sentence)


class NotSigned(LogFaulty):
    """The log contradicts itself or what was signed before: it was not signed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            fault,
            say(
                "監査ログの%(seq)d行目が記録と合わないため、署名しませんでした。"
                "「flask --app app audit verify」で確認してください。",
                seq=fault.seq,
            ),
        )


class CheckpointForged(LogFaulty):
    """The log was signed, but among its checkpoints stands one that is none."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            fault,
            say(
                "監査ログに署名しましたが、保存された署名の中に、このシステムのものでないものがあります。"
                "「flask --app app audit verify」で確認してください。"
            ),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found in one log; `fault` names the first bad line."""

    company_id: UUID
    size: int
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A log that was compared: its tree, and the note over it.

    `is_kept` tells that the note stands in the database already, `is_forged` that a row there
    claims to be newer and is not.
    """

    frontier: Frontier
    note: str
    is_kept: bool
    is_forged: bool


def logs(uow: UnitOfWork) -> tuple[UUID, ...]:
    """Return the ids of all who have a log, or must have had one (a system unit).

    A log that has vanished from one place is still named by another: the companies, the heads, the
    checkpoints, the notes outside the database.
    """
    known = {SYSTEM_COMPANY, *notes.remembered_logs(uow)}
    for column in (AuditLog.company_id, Checkpoint.company_id, Company.id):
        known.update(uow.scalars(select(column).distinct()))
    return tuple(sorted(known))


def verdict(tools: Toolbox, actor: Actor, public: bytes | None) -> Verdict:
    """Verify the log of the actor's company, in a unit that only reads.

    A value that is lost must be so twice, for others work meanwhile: a photograph's file goes when
    its cleaned one has come, and a look that began before misses it.
    """
    before = None
    while True:
        with tools.read(actor) as uow:
            found = verify_log(uow, public)
        fault = found.fault
        if fault is None or fault.kind != verify_values.LOST or fault == before:
            return found
        before = fault


def verify_log(uow: UnitOfWork, public: bytes | None) -> Verdict:
    """Recompute the actor's company's log and compare it with head, checkpoints and values.

    The remembered note is read before anything else: it may not be newer than what is compared.
    """
    company_id = uow.actor.company_id
    remembered = notes.remembered(uow)
    signed, bad = _opened(_every_note(uow, public, remembered))
    walked = verify.walk(uow, frozenset(signed))
    fault = walked.fault or bad or _unlike(signed, walked)
    if fault is None and company_id != SYSTEM_COMPANY:
        fault = verify_values.first_swapped(uow)
    return Verdict(company_id, walked.size, fault)


def _every_note(
    uow: UnitOfWork, public: bytes | None, remembered: str | None
) -> Iterator[Note | None]:
    """Yield the notes by size, the remembered one last; None for what is none of this log's."""
    for row in notes.stored(uow):
        try:
            yield notes.open_row(public, row)
        except NoteForged:
            yield None
    if remembered is not None:
        try:
            yield notes.open_note(public, uow.actor.company_id, remembered)
        except NoteForged:
            yield None


def _opened(found: Iterable[Note | None]) -> tuple[dict[int, bytes], Fault | None]:
    """Return size → root of every note up to the first that is a fault of its own."""
    signed: dict[int, bytes] = {}
    last = 0
    for note in found:
        if note is None:
            return signed, Fault(last + 1, FORGED)
        last = note.size
        if signed.setdefault(last, note.root) != note.root:
            return signed, Fault(last, "two checkpoints differ")
    return signed, None


def _unlike(signed: dict[int, bytes], walked: verify.Walked) -> Fault | None:
    good = 0
    for size, root in sorted(signed.items()):
        if size > walked.size:
            return Fault(walked.size + 1, ROLLED_BACK)
        if walked.roots.get(size) != root:
            return Fault(good + 1, UNLIKE)
        good = size
    return None


def checkpoint(tools: Toolbox, actor: Actor) -> bool:
    """Sign the log of the actor's company and keep the note; False when it has not grown.

    What is new is compared in a unit that only reads, while others write; the note goes outside
    first, then into the database in a unit that does nothing else.

    Raises NotSigned when the log is not consistent with the newest note (a log must not sign what
    contradicts an earlier note, C2SP tlog-checkpoint), CheckpointForged when it was signed and a
    row pretends to be a newer checkpoint.
    """
    with tools.read(actor) as uow:
        signed = sign(uow)
    is_forged = signed.is_forged
    if not signed.is_kept:
        with tools.work(actor) as uow:
            is_forged |= not keep(uow, signed)
    if is_forged:
        raise CheckpointForged(Fault(signed.frontier.size + 1, FORGED))
    return not signed.is_kept


def sign(uow: UnitOfWork) -> Signed:
    """Compare what is behind the newest note, sign and remember it; raises NotSigned.

    The newest note is the newest that verifies, wherever it lies; no column says which.
    """
    private, company_id = uow.keyring.need_audit(), uow.actor.company_id
    public = signing.public_of(private)
    outside = _remembered(uow, public)
    row, is_forged = notes.newest_row(uow, public, company_id)
    inside = None if row is None else notes.open_row(public, row)
    newest = max((note for note in (inside, outside) if note), key=lambda n: n.size, default=None)
    frontier = _grown(uow, _begin(uow, newest, None if row is None else row.frontier))
    text = signing.sign_note(
        private, notes.ORIGIN.format(company_id.hex), frontier.size, frontier.root()
    )
    if outside is None or outside.size < frontier.size:
        notes.remember(uow, text)
    is_kept = inside is not None and inside.size == frontier.size
    return Signed(frontier, text, is_kept, is_forged)


def _remembered(uow: UnitOfWork, public: bytes) -> Note | None:
    text = notes.remembered(uow)
    try:
        return None if text is None else notes.open_note(public, uow.actor.company_id, text)
    except NoteForged:
        raise NotSigned(Fault(1, FORGED)) from None


def _begin(uow: UnitOfWork, newest: Note | None, kept: bytes | None) -> Frontier:
    """Return what the log goes on from: as it was kept, or as its leaves give it."""
    head = uow.first(select(AuditLog).where(AuditLog.company_id == uow.actor.company_id))
    if head is None:
        raise NotSigned(Fault(1, MISSING))
    if newest is None:
        return Frontier()
    if head.size < newest.size:
        raise NotSigned(Fault(head.size + 1, ROLLED_BACK))
    known = notes.proved(kept, newest) or verify.frontier_at(uow, newest.size)
    if (known.size, known.root()) != (newest.size, newest.root):
        raise NotSigned(Fault(1, UNLIKE))
    return known


def _grown(uow: UnitOfWork, begin: Frontier) -> Frontier:
    walked = verify.walk(uow, frozenset(), begin)
    if walked.fault is not None:
        raise NotSigned(walked.fault)
    return walked.tree.frontier()


def keep(uow: UnitOfWork, signed: Signed) -> bool:
    """Put the note into the database; False when something else stands in its place.

    Under the lock of the head, so that of two who sign at once the later finds the note there.
    """
    company_id = uow.actor.company_id
    uow.first(select(AuditLog).where(AuditLog.company_id == company_id).with_for_update())
    there = select(Checkpoint.note).where(
        Checkpoint.company_id == company_id, Checkpoint.size == signed.frontier.size
    )
    note = uow.first(there)
    if note is None:
        uow.write_checkpoint(signed.frontier, signed.note)
    return note in (None, signed.note)


def export(uow: UnitOfWork) -> Iterator[bytes]:
    """Yield the actor's company's log: every line as it was hashed, then every signed note.

    Each is one line of canonical JSON without its line end; a note is `{"checkpoint": note}`.
    """
    company_id = uow.actor.company_id
    uow.record(Action.AUDIT_EXPORTED)
    yield from verify.lines(uow)
    stored = select(Checkpoint.note).where(Checkpoint.company_id == company_id)
    for note in uow.scalars(stored.order_by(Checkpoint.size)):
        yield canonical.encode({"checkpoint": note})
