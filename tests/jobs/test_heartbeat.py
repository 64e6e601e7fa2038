"""The worker tells the queue that it lives: often enough to be believed, not more."""

import pytest
from redis import Redis

from tests import servers
from worker import LOOKS_UP, QuietWorker


@pytest.fixture
def redis():
    with servers.valkey() as url, Redis.from_url(url) as redis:
        yield redis


@pytest.fixture
def worker(redis):
    return QuietWorker(["images"], connection=redis, worker_ttl=LOOKS_UP)


def times_told(redis):
    return redis.info("commandstats").get("cmdstat_expire", {"calls": 0})["calls"]


def test_several_times_a_second_is_once(redis, worker):
    worker.heartbeat()
    once = times_told(redis)

    worker.heartbeat()

    assert once > 0
    assert times_told(redis) == once


def test_the_next_second_it_tells_again(redis, worker):
    worker.heartbeat()
    once = times_told(redis)
    worker._said -= 1

    worker.heartbeat()

    assert times_told(redis) == 2 * once


def test_a_job_s_own_word_is_never_left_out(redis, worker):
    worker.heartbeat()
    with redis.pipeline() as pipeline:
        worker.heartbeat(600, pipeline)
        pipeline.execute()

    assert 500 < redis.ttl(worker.key) <= 600
