"""The post of the office's tests: the worker delivers, and letters are looked up."""

from sqlalchemy import select

from mcollector import jobs
from mcollector.store.letters import Letter
from tests import factories


def deliver(tools):
    """Let the worker do everything that was rung for."""
    jobs.install(tools)
    rung, tools.doorbell.rung = tools.doorbell.rung, []
    for _task, outbox_id in rung:
        jobs.run(str(outbox_id))


def letters_of(tools, founded, person_id):
    """Return the person's letters, the oldest first."""
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Letter).where(Letter.person_id == person_id)
        return list(uow.scalars(mine.order_by(Letter.created_at, Letter.id)))
