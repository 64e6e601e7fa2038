"""The timetable: what the scheduler does at which interval, and the functions that do it."""

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from mcollector.rules.actor import Actor
from mcollector.rules.errors import EditConflict, RuleBroken
from mcollector.services import outbox
from mcollector.services.audit import checkpoints, notes, standing
from mcollector.services.audit.checkpoints import LogFaulty, Verdict
from mcollector.services.login import failures
from mcollector.services.overview import digest
from mcollector.services.reminders import by_plan
from mcollector.services.upkeep import housekeeping
from mcollector.work.toolbox import Toolbox
from mcollector.work.verify import Fault

log = logging.getLogger(__name__)

SYSTEM = Actor.system("scheduler")
TICK = 5.0
MOST_REMINDERS = 200
"""Of one company in one minute, so that the other entries have their turn."""

ENDS = (signal.SIGTERM, signal.SIGINT)


def sweep(tools: Toolbox) -> None:
    """Ring again for every outbox row that waits past its time or lost its lease."""
    with tools.read(SYSTEM) as uow:
        waiting = outbox.due(uow)
    tools.doorbell.ring(waiting)


def sign_checkpoints(tools: Toolbox) -> None:
    """Sign every log that has grown; a fault in one does not keep the others from it."""
    if tools.keyring.audit is None:
        return
    with tools.read(SYSTEM) as uow:
        logs = checkpoints.logs(uow)
    for company_id in logs:
        with _survived(f"checkpoint {company_id.hex}"):
            _sign(tools, company_id)


def _sign(tools: Toolbox, company_id: UUID) -> None:
    """Sign the log, or record in it what is wrong with it."""
    try:
        checkpoints.checkpoint(tools, Actor.system("scheduler", company_id))
    except LogFaulty as refused:
        _note_fault(tools, company_id, refused.fault)
        raise


def verify_logs(tools: Toolbox) -> None:
    """Verify every log from its first line on, and record in it what was found wrong."""
    with tools.read(SYSTEM) as uow:
        public, logs = notes.audit_key(uow), checkpoints.logs(uow)
    for company_id in logs:
        with _survived(f"verify {company_id.hex}"):
            _note(tools, checkpoints.verdict(tools, Actor.system("scheduler", company_id), public))


def _note(tools: Toolbox, verdict: Verdict) -> None:
    if verdict.fault is not None:
        log.error("verify %s: line %d", verdict.company_id.hex, verdict.fault.seq)
        _note_fault(tools, verdict.company_id, verdict.fault)
        return
    with tools.work(Actor.system("scheduler", verdict.company_id)) as uow:
        standing.note_sound(uow)


def _note_fault(tools: Toolbox, company_id: UUID, fault: Fault) -> None:
    """Record the fault in the log; of one that is missing, in the installation's own."""
    if fault.kind == checkpoints.MISSING:
        with tools.work(SYSTEM) as uow:
            standing.note_fault(uow, fault, company_id.hex)
    else:
        with tools.work(Actor.system("scheduler", company_id)) as uow:
            standing.note_fault(uow, fault)


def forget(tools: Toolbox) -> None:
    """End what has expired in every company, then remove the blobs that no row names.

    While one company could not be looked at, no blob is removed: some of them may be its own.
    """
    with tools.read(SYSTEM) as uow:
        companies = housekeeping.companies(uow)
    in_use: set[str] = set()
    looked_at = 0
    for company_id in companies:
        with _survived(f"forget {company_id.hex}"):
            in_use |= _forget_in(tools, company_id)
            looked_at += 1
    with _survived("forget strangers"), tools.work(SYSTEM) as uow:
        failures.forget_old(uow)
    if looked_at == len(companies):
        with tools.read(SYSTEM) as uow:
            housekeeping.remove_orphans(uow, in_use)


def _forget_in(tools: Toolbox, company_id: UUID) -> set[str]:
    with tools.work(Actor.system("scheduler", company_id)) as uow:
        housekeeping.forget(uow)
        uow.flush()
        return housekeeping.blobs_in_use(uow)


def send_digests(tools: Toolbox) -> None:
    """Queue the morning's digest of every company, at its time; looking again sends no second."""
    with tools.read(SYSTEM) as uow:
        companies = digest.companies_due(uow)
    for company_id in companies:
        with (
            _survived(f"digest {company_id.hex}"),
            tools.work(Actor.system("scheduler", company_id)) as uow,
        ):
            digest.queue_today(uow)


def send_reminders(tools: Toolbox) -> None:
    """Queue the reminders of every company's plan; what is left over goes at the next minute.

    Each is a unit of its own: a person who cannot be reminded keeps nobody else from the letter.
    """
    with tools.read(SYSTEM) as uow:
        companies = by_plan.companies(uow)
    for company_id in companies:
        with _survived(f"reminders {company_id.hex}"):
            _remind_in(tools, Actor.system("scheduler", company_id))


def _remind_in(tools: Toolbox, actor: Actor) -> None:
    with tools.read(actor) as uow:
        people = by_plan.people(uow)
    for person_id in people[:MOST_REMINDERS]:
        with _survived(f"reminder {person_id.hex}"), tools.work(actor) as uow:
            by_plan.remind(uow, person_id)


TIMETABLE: tuple[tuple[str, timedelta, Callable[[Toolbox], None]], ...] = (
    ("sweep", timedelta(seconds=10), sweep),
    ("checkpoint", timedelta(seconds=60), sign_checkpoints),
    ("verify", timedelta(days=1), verify_logs),
    ("forget", timedelta(hours=1), forget),
    ("digest", timedelta(minutes=10), send_digests),
    ("remind", timedelta(minutes=1), send_reminders),
)


def tick(tools: Toolbox) -> None:
    """Run what is due; two schedulers run an entry once, for the row is claimed in the database.

    An entry that fails is told in the log and tried at its next time; it stops no other entry.
    """
    for name, every, work in TIMETABLE:
        with _survived(name):
            if _is_due(tools, name, every):
                tools.reach("timetable:after-claim")
                work(tools)


def _is_due(tools: Toolbox, name: str, every: timedelta) -> bool:
    try:
        with tools.work(SYSTEM) as uow:
            return housekeeping.is_due(uow, name, every)
    except EditConflict:
        return False


@contextmanager
def _survived(what: str) -> Iterator[None]:
    """Log the class of what went wrong, or the sentence of a rule, and go on."""
    try:
        yield
    except RuleBroken as refused:
        log.error("%s: %s", what, refused.sentence)  # noqa: TRY400 - the sentence says it all
    except Exception as error:  # noqa: BLE001 - the scheduler is a door: it must not die
        log.error("%s: %s", what, type(error).__name__)  # noqa: TRY400 - a text may hold a value


def run_forever(tools: Toolbox) -> None:
    """Tick until SIGTERM or SIGINT; one that comes during a tick waits for its end.

    They are waited for, not handled: a handler that wakes a waiting thread can lock itself out.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    tick(tools)
    while signal.sigtimedwait(ENDS, TICK) is None:
        tick(tools)
