"""The queue: a message that names anything but our one function is refused by a real worker."""

import importlib
import signal
import sys
from contextlib import suppress
from uuid import uuid4

import pytest
from redis import Redis
from rq import Callback, Queue, Repeat, Webhook
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

import worker
from mcollector import jobs
from mcollector.queue.doorbell import RedisDoorbell
from mcollector.queue.messages import FUNCTION, KnownJob, MessageRefused
from mcollector.rules.tasks import Task
from tests import servers


@pytest.fixture(scope="module")
def url():
    with servers.valkey() as url:
        yield url


@pytest.fixture
def own_signals():
    """A worker's handlers end with the worker: this process is a test's."""
    names = (signal.SIGINT, signal.SIGTERM)
    kept = {name: signal.getsignal(name) for name in names}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


def job(redis, function, *args, **kwargs):
    return KnownJob.create(
        function, args=args, kwargs=kwargs, connection=redis, serializer=JSONSerializer
    )


def worker_of(redis):
    return worker.QuietWorker(
        [Queue("mail", connection=redis, serializer=JSONSerializer, job_class=KnownJob)],
        connection=redis,
        serializer=JSONSerializer,
        job_class=KnownJob,
    )


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("os.system", ["true"]),
        ("mcollector.jobs.install", [str(uuid4())]),
        (FUNCTION, ["not an id"]),
        (FUNCTION, []),
        (FUNCTION, [str(uuid4()), "more"]),
        ("builtins.eval", ["1"]),
    ],
)
def test_another_message_is_refused(url, function, args):
    with Redis.from_url(url) as redis, pytest.raises(MessageRefused):
        job(redis, function, *args).func  # noqa: B018 - reading it is the refusal


def test_a_real_worker_does_not_run_a_planted_message(url, tmp_path, own_signals):
    mark = tmp_path / "ran"
    with Redis.from_url(url) as redis:
        queue = Queue("mail", connection=redis, serializer=JSONSerializer)
        planted = queue.enqueue("os.system", f"touch {mark}")
        worker_of(redis).work(burst=True, logging_level="CRITICAL")
        status = planted.get_status(refresh=True)

    assert not mark.exists()
    assert status == "failed"


CALLED = Callback("os.system")
MORE = {
    "on_success": CALLED,
    "on_failure": CALLED,
    "on_stopped": CALLED,
    "repeat": Repeat(times=1),
    "webhooks": [Webhook("http://127.0.0.1:9/", "failed")],
}


@pytest.mark.parametrize("what", MORE)
def test_our_function_with_something_to_follow_is_refused(url, what):
    with Redis.from_url(url) as redis:
        queue = Queue("mail", connection=redis, serializer=JSONSerializer)
        plain = queue.enqueue(FUNCTION, str(uuid4()))
        planted = queue.enqueue(FUNCTION, str(uuid4()), **{what: MORE[what]})
        ours, theirs = (
            KnownJob.fetch(one.id, connection=redis, serializer=JSONSerializer)
            for one in (plain, planted)
        )

        assert ours.func is jobs.run
        with pytest.raises(MessageRefused):
            theirs.func  # noqa: B018 - reading it is the refusal
        assert (theirs.success_callback, theirs.failure_callback) == (None, None)
        assert theirs.stopped_callback is None


def plant(folder, program, monkeypatch):
    """Put a module `planted` where a worker would import it."""
    (folder / "planted.py").write_text(program)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "planted", raising=False)


@pytest.mark.parametrize("function", [FUNCTION, "os.system"])
@pytest.mark.parametrize("what", ["on_success", "on_failure", "on_stopped"])
def test_a_real_worker_calls_nothing_after_a_planted_message(
    url, tmp_path, own_signals, monkeypatch, function, what
):
    ran = tmp_path / "ran"
    plant(tmp_path, f"import os\nos.mkdir({str(ran)!r})\nrun = print\n", monkeypatch)
    with Redis.from_url(url) as redis:
        queue = Queue("mail", connection=redis, serializer=JSONSerializer)
        planted = queue.enqueue(function, str(uuid4()), **{what: Callback("planted.run")})
        worker_of(redis).work(burst=True, logging_level="CRITICAL")
        status = planted.get_status(refresh=True)

    assert not ran.exists()
    assert status == "failed"
    importlib.import_module("planted")
    assert ran.exists()


@pytest.mark.parametrize("state", [WorkerStatus.BUSY, WorkerStatus.IDLE])
def test_a_worker_told_to_stop_just_before_it_waits_does_not_wait(url, own_signals, state):
    with Redis.from_url(url) as redis:
        told = worker_of(redis)
        told.set_state(state)
        with suppress(StopRequested):  # as if a finaliser had lost it
            told.request_stop(signal.SIGTERM, None)

        with pytest.raises(StopRequested):
            told.dequeue_job_and_maintain_ttl(None)


def test_a_ring_carries_one_id_and_nothing_else(url):
    outbox_id = uuid4()
    with Redis.from_url(url) as redis:
        redis.flushall()
        RedisDoorbell(url).ring([(Task.CLEAN_DOCUMENT, outbox_id)])
        stored = redis.hgetall(f"rq:job:outbox_{outbox_id.hex}")

    assert stored[b"description"] == outbox_id.hex.encode()
    assert stored[b"origin"] == b"images"


def test_a_queue_that_is_away_loses_nothing(tmp_path):
    RedisDoorbell(f"unix://{tmp_path}/nobody.sock").ring([(Task.SEND_LETTERS, uuid4())])
