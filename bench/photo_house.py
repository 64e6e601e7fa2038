"""A house whose people send photographs; its worker hears of them by a queue, or looks itself."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from uuid import UUID

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import func, select

from mcollector import jobs
from mcollector.queue.doorbell import RedisDoorbell
from mcollector.queue.messages import KnownJob
from mcollector.rules.actor import Actor
from mcollector.rules.states import DocumentState
from mcollector.rules.tasks import QUEUES
from mcollector.services.company.founding import Founded
from mcollector.services.drafts import notices
from mcollector.services.photographs import photographs
from mcollector.store.documents import Document
from mcollector.work.toolbox import Toolbox
from tests import factories
from worker import QuietWorker  # noqa: TID251 - whole jobs are measured


@dataclass
class PhotoHouse:
    """A company, and its worker's toolbox with the queue and without it."""

    founded: Founded
    by_queue: Toolbox
    by_itself: Toolbox

    def people(self) -> Iterator[UUID]:
        """Give the people one after the other."""
        return iter(factories.people_ids(self.by_itself, self.founded))

    def done(self, slot: str) -> int:
        """Return how many photographs of the slot are clean."""
        clean = (Document.slot == slot, Document.state == DocumentState.CLEAN)
        with self.by_itself.read(factories.admin_of(self.founded)) as uow:
            return int(uow.first(select(func.count()).select_from(Document).where(*clean)))


@contextmanager
def house(url: str, people: int) -> Iterator[PhotoHouse]:
    """Give a house with so many people; it lives in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        config = factories.config_for(Path(folder), MCOLLECTOR_REDIS_URL=url)
        with factories.closing(factories.toolbox_for(config)) as tools:
            founded = factories.company(tools)
            factories.people_in(tools, founded, people)
            yield PhotoHouse(founded, replace(tools, doorbell=RedisDoorbell(url)), tools)


def send(
    tools: Toolbox, founded: Founded, slot: str, share: Sequence[bytes], people: Iterator[UUID]
) -> None:
    """Let the next people send one photograph each; they have read why."""
    for person_id, data in zip(islice(people, len(share)), share, strict=True):
        actor = Actor.person(founded.company_id, person_id)
        with tools.work(actor) as uow:
            notices.note_read(uow, notices.current(uow).id, "ja")
        with tools.work(actor) as uow:
            photographs.receive(uow, slot, data)


def work_off(tools: Toolbox) -> None:
    """Let a worker with these tools empty the queues."""
    jobs.install(tools)
    with Redis.from_url(tools.config.redis_url) as redis:
        queues = [
            Queue(name, connection=redis, serializer=JSONSerializer, job_class=KnownJob)
            for name in QUEUES
        ]
        worker = QuietWorker(
            queues, connection=redis, serializer=JSONSerializer, job_class=KnownJob
        )
        worker.work(burst=True, logging_level="WARNING")
