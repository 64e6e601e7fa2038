"""The queue's messages: how one is put into Redis or Valkey, and what a worker takes from it."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from mcollector.rules.tasks import Task

FUNCTION = "mcollector.jobs.run"
KEEP_FAILED = 3600

log = logging.getLogger(__name__)


class MessageRefused(Exception):
    """A queue message asks for something else than the one function a worker may run."""


class KnownJob(Job):
    """A job that runs `mcollector.jobs.run` with one outbox id, or nothing.

    The JSON serializer alone still runs `os.system` by name: as the function, or as what is called
    after it. One that names more than our function is refused whole, and what it names is neither
    imported nor called when RQ ends it.
    """

    @property
    def func(self) -> Any:  # noqa: ANN401 - RQ's signature
        if self.func_name != FUNCTION or not self._is_one_id() or self._asks_for_more():
            raise MessageRefused("the queue message is not one of ours")
        return super().func

    @property
    def success_callback(self) -> None:
        """Call nothing afterwards."""

    @property
    def failure_callback(self) -> None:
        """Call nothing afterwards."""

    @property
    def stopped_callback(self) -> None:
        """Call nothing afterwards."""

    def send_webhooks(self, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - RQ's signature
        """Tell nobody's address."""

    def _asks_for_more(self) -> bool:
        """Tell whether something else is to follow: a call, an address, the same once more."""
        names = (
            self._success_callback_name,
            self._failure_callback_name,
            self._stopped_callback_name,
        )
        return any((*names, self.webhooks, self.instance, self.repeats_left))

    def _is_one_id(self) -> bool:
        if len(self.args) != 1 or self.kwargs or not isinstance(self.args[0], str):
            return False
        try:
            UUID(self.args[0])
        except ValueError:
            return False
        return True


class Line:
    """The line to Redis or Valkey; it opens a connection with the first message."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=5)

    def ring(self, rings: Iterable[tuple[Task, UUID]]) -> None:
        """Put a message for each (task, outbox id); a Redis that is away loses nothing."""
        try:
            for task, outbox_id in rings:
                self._enqueue(task, outbox_id)
        except (RedisError, OSError) as error:
            log.warning("the queue is away (%s); the sweep rings again", type(error).__name__)

    def _enqueue(self, task: Task, outbox_id: UUID) -> None:
        """Ring once: the sweep would make the queue of a worker that is away grow without end."""
        queue = Queue(
            task.queue, connection=self._redis, serializer=JSONSerializer, job_class=KnownJob
        )
        job_id = f"outbox_{outbox_id.hex}"
        if self._redis.lpos(queue.key, job_id) is not None:
            return
        queue.enqueue_call(
            FUNCTION,
            args=(str(outbox_id),),
            job_id=job_id,
            description=outbox_id.hex,
            result_ttl=0,
            failure_ttl=KEEP_FAILED,
            timeout=600,
        )
