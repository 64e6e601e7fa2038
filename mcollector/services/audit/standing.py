"""The state of a company's log: when it was last signed, or the fault that was found in it."""

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
    """Return the state of the log: a fault stays until the whole log was found in order again."""
    company_id = uow.actor.company_id
    verified = select(AuditLine.at, AuditLine.body).where(
        AuditLine.company_id == company_id, AuditLine.action == Action.AUDIT_VERIFIED.value
    )
    newest = next(iter(uow.rows(verified.order_by(AuditLine.seq.desc()).limit(1))), None)
    if newest is not None and line_texts.result(newest.body) != "ok":
        return Standing(newest.at, line_texts.number(newest.body, "line"))
    signed = select(Checkpoint.signed_at).where(Checkpoint.company_id == company_id)
    return Standing(uow.first(signed.order_by(Checkpoint.size.desc()).limit(1)))


def note_fault(uow: UnitOfWork, fault: Fault, log: str = "") -> None:
    """Write into the log which line was found wrong, once until it is found in order.

    `log` is the id of another log: of one that is missing the installation's own tells.
    """
    if standing(uow).fault is None:
        uow.record(
            Action.AUDIT_VERIFIED, result="refused", line=fault.seq, kind=fault.kind, log=log
        )


def note_sound(uow: UnitOfWork) -> None:
    """Write into the log that it was found in order, where a fault stood before."""
    if standing(uow).fault is not None:
        uow.record(Action.AUDIT_VERIFIED)
