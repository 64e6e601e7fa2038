"""The state of a company's log: when it was last signed, or the fault that prevented it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.store.audit import AuditLine, Checkpoint
from mcollector.work import line_texts
from mcollector.work.unit import UnitOfWork
from mcollector.work.verify import Fault


@dataclass(frozen=True, slots=True)
class Standing:
    """When a log was last found in order, or when which line was found wrong.

    `at` is None for a log that nobody has compared yet.
    """

    at: datetime | None
    fault: int | None = None


def standing(uow: UnitOfWork) -> Standing:
    """Return the state of the log: from its newest signature, or the fault that prevented one."""
    faults = select(AuditLine.at, AuditLine.body).where(
        AuditLine.action == Action.AUDIT_VERIFIED.value
    )
    fault = next(iter(uow.rows(faults.order_by(AuditLine.seq.desc()).limit(1))), None)
    signed = select(Checkpoint.signed_at).order_by(Checkpoint.size.desc())
    at = uow.first(signed.limit(1))
    if fault is not None and (at is None or at <= fault.at):
        return Standing(fault.at, line_texts.number(fault.body, "line"))
    return Standing(at)


def note_fault(uow: UnitOfWork, fault: Fault) -> None:
    """Write into the log itself which of its lines was found wrong, once until it is signed."""
    if standing(uow).fault is None:
        uow.record(Action.AUDIT_VERIFIED, result="refused", line=fault.seq, kind=fault.kind)
