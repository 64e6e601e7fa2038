"""Floor 4: the door of the worker. `run` is the one function a queue message may name."""

from uuid import UUID

from mcollector.jobs import images, mail, numbers
from mcollector.jobs.runtime import ask_to_stop, install, toolbox
from mcollector.rules.actor import Actor
from mcollector.rules.errors import StillSealed
from mcollector.rules.tasks import Task
from mcollector.services import outbox
from mcollector.services.outbox import Claim
from mcollector.work.toolbox import Toolbox

__all__ = ["JOBS", "ask_to_stop", "install", "run", "work_off"]

JOBS = {
    Task.SEND_LETTERS: mail.send_letters,
    Task.CLEAN_DOCUMENT: images.clean_document,
    Task.TELL_OPENINGS: mail.tell_openings,
    Task.COMPARE_NUMBERS: numbers.compare_numbers,
}


def run(outbox_id: str) -> None:
    """Do the outbox row's task; safe to call twice, or for a row that is gone or done.

    A worker without its key leaves everything waiting: no attempt is counted, nothing is lost.
    """
    claim = _claim(UUID(outbox_id))
    if claim is None:
        return
    actor = Actor.system("worker", claim.company_id)
    toolbox().reach("job:after-claim")
    try:
        again_at = JOBS[claim.task](claim)
    except StillSealed:
        with toolbox().work(actor) as uow:
            outbox.put_off(uow, claim.outbox_id)
        return
    except Exception as error:
        with toolbox().work(actor) as uow:
            outbox.give_back(uow, claim.outbox_id, type(error).__name__)
        raise
    toolbox().reach("job:before-finish")
    with toolbox().work(actor) as uow:
        outbox.finish(uow, claim.outbox_id, again_at=again_at)


def work_off(tools: Toolbox, *, reads_print: bool = True) -> None:
    """Run every task that is due by the toolbox's clock, in this process and without a queue."""
    install(tools, reads_print=reads_print)
    while waiting := _due():
        for _task, outbox_id in waiting:
            run(str(outbox_id))


def _due() -> list[tuple[Task, UUID]]:
    with toolbox().read(Actor.system("worker")) as uow:
        return outbox.due(uow)


def _claim(outbox_id: UUID) -> Claim | None:
    with toolbox().read(Actor.system("worker")) as uow:
        company_id = outbox.company_of(uow, outbox_id)
    if company_id is None:
        return None
    with toolbox().work(Actor.system("worker", company_id)) as uow:
        return outbox.claim(uow, outbox_id)
