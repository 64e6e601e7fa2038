"""The timetable: rings again for what waits, forgets what is over, signs checkpoints."""

import signal
from collections.abc import Callable
from datetime import timedelta

from mcollector.rules.actor import Actor
from mcollector.services import audits, housekeeping, outbox
from mcollector.work.toolbox import Toolbox

SYSTEM = Actor.system("scheduler")
TICK = 5.0
ENDS = (signal.SIGTERM, signal.SIGINT)


def sweep(tools: Toolbox) -> None:
    """Ring again for every outbox row that waits past its time or lost its lease."""
    with tools.read(SYSTEM) as uow:
        waiting = outbox.due(uow)
    tools.doorbell.ring(waiting)


def sign_checkpoints(tools: Toolbox) -> None:
    """Sign every log that has grown."""
    if tools.keyring.audit is None:
        return
    with tools.read(SYSTEM) as uow:
        logs = audits.logs(uow)
    for company_id in logs:
        with tools.work(Actor.system("scheduler", company_id), snapshot=True) as uow:
            audits.checkpoint(uow)


def forget(tools: Toolbox) -> None:
    """End what is over in every company, then remove blobs nobody speaks of."""
    with tools.read(SYSTEM) as uow:
        companies = housekeeping.companies(uow)
    in_use: set[str] = set()
    for company_id in companies:
        with tools.work(Actor.system("scheduler", company_id)) as uow:
            housekeeping.forget(uow)
            uow.flush()
            in_use |= housekeeping.blobs_in_use(uow)
    with tools.read(SYSTEM) as uow:
        housekeeping.remove_orphans(uow, in_use)


TIMETABLE: tuple[tuple[str, timedelta, Callable[[Toolbox], None]], ...] = (
    ("sweep", timedelta(seconds=10), sweep),
    ("checkpoint", timedelta(seconds=60), sign_checkpoints),
    ("forget", timedelta(hours=1), forget),
)


def tick(tools: Toolbox) -> None:
    """Run what is due; two schedulers run an entry once, for the row is claimed in the database."""
    for name, every, work in TIMETABLE:
        with tools.work(SYSTEM) as uow:
            due = housekeeping.is_due(uow, name, every)
        if due:
            tools.reach("timetable:after-claim")
            work(tools)


def run_forever(tools: Toolbox) -> None:
    """Tick until SIGTERM or SIGINT; one that comes during a tick waits for its end.

    They are waited for, not handled: a handler that wakes a waiting thread can lock itself out.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    tick(tools)
    while signal.sigtimedwait(ENDS, TICK) is None:
        tick(tools)
