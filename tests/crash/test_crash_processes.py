"""Processes are killed from outside, at whatever they do: web, workers, timetable, queue."""

import os
import random
import signal
import threading
import time

import pytest
from redis import Redis

from tests.crash import killable, ledger
from tests.crash.killable_house import SWEEP
from tests.crash.processes import wait_until

ROLES = ("web", "worker", "scheduler", "valkey", "master")


@pytest.fixture
def queue(house):
    with Redis.from_url(f"unix://{house.home}/valkey.sock") as redis:
        yield redis


@pytest.fixture
def sleeping_worker(house):
    """A worker that takes nothing until it is woken."""
    house.settle()
    (worker,) = house.processes("worker")
    os.kill(worker, signal.SIGSTOP)
    yield worker
    os.kill(worker, signal.SIGCONT)


def test_a_queue_that_is_flushed_loses_nothing(house, queue, sleeping_worker):
    (employee,) = house.hire()
    employee.submit_all()
    queue.flushall()
    waiting = house.waiting()

    os.kill(sleeping_worker, signal.SIGCONT)

    house.settle()
    assert waiting[:2] == (3, 1)
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []


def test_a_queue_that_is_killed_loses_nothing(house, sleeping_worker):
    (employee,) = house.hire()
    employee.fill_form()
    fallen = house.kill("valkey")
    employee.photographs()()
    employee.submission()()
    waiting = house.waiting()

    os.kill(sleeping_worker, signal.SIGCONT)

    house.wait_for_restart("valkey", fallen)
    house.settle()
    assert waiting[:2] == (3, 1)
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []


def test_a_queue_nobody_works_off_does_not_grow(house, queue, sleeping_worker):
    (employee,) = house.hire()
    employee.submit_all()
    for _ in range(3):
        house.let_sweep()

    rings = [*queue.lrange("rq:queue:mail", 0, -1), *queue.lrange("rq:queue:images", 0, -1)]

    os.kill(sleeping_worker, signal.SIGCONT)
    house.settle()
    assert len(rings) == len(set(rings)) == 3


def test_a_sweep_that_was_claimed_and_not_done_comes_again(house, queue, sleeping_worker):
    (employee,) = house.hire()
    employee.submit_all()
    queue.flushall()
    before = house.processes("scheduler")
    house.hooks("scheduler").arm("timetable:after-claim")
    killable.move_clock(house.home, SWEEP)

    house.wait_for_kill("scheduler", before)

    os.kill(sleeping_worker, signal.SIGCONT)
    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []


def test_a_storm_of_kills_loses_nothing(house):
    """Four people send everything at once while something is killed twice a second."""
    employees = house.hire(4)
    threads = [threading.Thread(target=one.submit_all) for one in employees]
    chance = random.Random(4)
    for thread in threads:
        thread.start()
    kills = 0
    while kills < 10 or any(thread.is_alive() for thread in threads):
        role = chance.choice(ROLES)
        if kills < 10 and house.processes(role):
            house.kill(role)
            kills += 1
        time.sleep(0.5)

    for role in ROLES:
        wait_until(lambda role=role: house.processes(role), f"{role} did not come back")
    house.settle()
    for one in employees:
        assert ledger.held(house, one) == ledger.expected(one)
    assert ledger.faults(house) == []
