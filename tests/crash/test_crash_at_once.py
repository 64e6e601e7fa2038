"""Two do something at the same moment: both are answered, and it is done once."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crash import ledger
from tests.crash.processes import wait_until

STORE = 3
"""Which unit of the worker's job stores the clean photograph (test_crash_images)."""


def at_once(*acts):
    """Do them in threads of their own that start together; return their answers."""
    start, answers = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        answers.append(act())

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def held(house):
    """A function: do it, and return when the worker stands before it commits a clean photograph."""
    hooks = house.hooks("worker")

    def do(act):
        house.settle()
        hooks.arm("unit:before-commit", STORE, then="hold")
        act()
        wait_until(hooks.holds, "the worker came to no photograph")

    yield do
    if hooks.holds():
        hooks.release()


def let_go_while_somebody_waits(house):
    """Let the worker commit as soon as somebody waits for its row, or for the database."""
    wait_until(lambda: somebody_waits(house), "nobody waits for what the worker holds")
    house.hooks("worker").release()


def somebody_waits(house):
    """Tell whether a lock is waited for, or a door stands before the worker's turn to write."""
    if house.tools.engine.dialect.name == "postgresql":
        with house.tools.engine.connect() as connection:
            asked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            return connection.exec_driver_sql(asked).scalar_one() > 0
    turn = f"{house.home}/m-collector.db-turn"
    return any(turn in opened_by(one) for one in house.processes("web"))


def opened_by(process):
    """Return the paths of the files that a process has open."""
    found = []
    for path in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            found.append(str(path.readlink()))
    return found


@pytest.mark.parametrize("attempt", range(2))
def test_a_double_click_makes_one_submission(house, attempt):
    (employee,) = house.hire()
    employee.fill_form()
    employee.photographs()()
    submission = employee.submission()

    answers = at_once(submission, submission, submission)

    house.settle()
    assert [answer.path for answer in answers] == ["/my/done"] * 3
    assert ledger.held(house, employee) == ledger.expected(employee)


def test_a_photograph_is_submitted_while_it_is_cleaned(house, held):
    (employee,) = house.hire()
    employee.fill_form()
    employee.photographs("card_front")()
    held(employee.photographs("card_back"))

    answers = at_once(employee.submission(), lambda: let_go_while_somebody_waits(house))

    house.settle()
    assert [answer.path for answer in answers if answer] == ["/my/done"]
    assert ledger.held(house, employee) == ledger.expected(employee)


def test_a_photograph_is_taken_again_while_it_is_cleaned(house, held):
    (employee,) = house.hire()
    employee.fill_form()
    employee.photographs("card_front")()
    photographs = employee.photographs("card_back")
    held(photographs)

    answers = at_once(photographs, lambda: let_go_while_somebody_waits(house))

    employee.submission()()
    house.settle()
    assert [answer.path for answer in answers if answer] == ["/my/check"]
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []
