"""The worker: listens to the queues and runs `mcollector.jobs.run`, nothing else; or the timetable.

`python worker.py` works off the queues, `python worker.py --timetable` keeps the timetable.
"""

import gc
import logging
import os
import sys
import time
from typing import Any

from mcollector import bootstrap, jobs
from mcollector.config import Config
from mcollector.jobs import timetable
from mcollector.queue.messages import KnownJob
from mcollector.rules.errors import RuleBroken
from mcollector.rules.tasks import QUEUES
from mcollector.work.toolbox import Toolbox
from redis import Redis
from redis.client import Pipeline
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

LOOKS_UP = 20
"""Seconds of life a worker claims; it waits for work fifteen less, then looks whether to stop."""

log = logging.getLogger("mcollector.worker")


class QuietWorker(SimpleWorker):
    """A worker that keeps no argument, result or traceback in the queue."""

    _said = float("-inf")
    """When it last said that it lives, by the monotonic clock."""

    def handle_exception(self, job: Job, *exc_info: Any) -> None:  # noqa: ANN401 - RQ's signature
        """Log the class of what went wrong; the outbox row tells when it is tried again."""
        log.error("%s %s", job.id, exc_info[0].__name__ if exc_info[0] else "failed")

    def handle_job_failure(
        self,
        job: Job,
        queue: Queue,
        started_job_registry: Any = None,  # noqa: ANN401 - RQ's signature
        exc_string: str = "",
        execution: Any = None,  # noqa: ANN401
    ) -> None:
        """Keep the class's name only: a traceback may quote a value."""
        lines = exc_string.strip().splitlines()
        kind = lines[-1].partition(":")[0] if lines else ""
        super().handle_job_failure(job, queue, started_job_registry, kind, execution)

    def handle_warm_shutdown_request(self) -> None:
        """Tell the job under way: a batch of letters need not be finished."""
        jobs.ask_to_stop()

    def _shutdown(self) -> None:
        """Remember that we were told to stop: what RQ raises instead is lost in a finaliser."""
        self._stop_requested = True
        super()._shutdown()  # type: ignore[no-untyped-call]

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """Say that we live; raise StopRequested when we were told to stop and wait for work.

        RQ looks for its own flag before it waits, never while it does. It says so five times a job,
        each time by three questions to the queue: once a second is enough beside the job's own.
        """
        if self._stop_requested and self.get_state() != WorkerStatus.BUSY:
            raise StopRequested
        if pipeline is None and time.monotonic() - self._said < 1:
            return
        super().heartbeat(timeout, pipeline)
        self._said = time.monotonic()

    def set_shutdown_requested_date(self) -> None:
        """Tell the queue nothing: it may be away, and this runs in the middle of a job."""


def work(tools: Toolbox) -> None:
    """Work off the queues until SIGTERM; the letter or photograph under way is finished first."""
    jobs.install(tools)
    connection = Redis.from_url(tools.config.redis_url)
    queues = [
        Queue(name, connection=connection, serializer=JSONSerializer, job_class=KnownJob)
        for name in QUEUES
    ]
    worker = QuietWorker(
        queues,
        connection=connection,
        serializer=JSONSerializer,
        job_class=KnownJob,
        worker_ttl=LOOKS_UP,
    )
    worker.work(logging_level="WARNING", with_scheduler=False)


def main() -> None:
    """Start what the command line asks for, or say in a sentence why not and exit 1."""
    gc.freeze()  # modules never go: neither a collection nor the end of the process looks at them
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        config = Config.from_environ(os.environ)
        if sys.argv[1:] == ["--timetable"]:
            timetable.run_forever(bootstrap.build(config, "scheduler"))
        else:
            work(bootstrap.build(config, "worker"))
    except RuleBroken as refused:
        sys.exit(str(refused.sentence))


if __name__ == "__main__":
    main()
