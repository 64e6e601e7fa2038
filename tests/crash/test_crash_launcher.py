"""The launcher itself is killed in the middle of the work: all of it ends, and is done later."""

from redis import Redis

from tests.crash import ledger
from tests.crash.processes import below, is_running, wait_until


def test_a_killed_launcher_loses_nothing(house):
    (employee,) = house.hire()
    employee.fill_form()
    house.settle()
    hooks = house.hooks("worker")
    hooks.arm("child:after-clean", then="hold")
    employee.photographs()()
    wait_until(hooks.holds, "no photograph is under way")
    started = below(house.process.pid)

    with house.process:
        house.process.kill()
    hooks.release()
    house.start()

    assert [one for one in started if is_running(one)] == []
    with Redis.from_url(f"unix://{house.home}/valkey.sock") as queue:
        assert queue.ping()
    employee.submission()()
    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []
