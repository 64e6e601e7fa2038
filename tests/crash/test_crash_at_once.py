"""Two do something at the same moment: both are answered, and it is done once."""

import threading
import time

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


def let_go_soon(house):
    """Let the worker commit while somebody waits for its row, or for the database."""
    time.sleep(1.5)
    house.hooks("worker").release()


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

    answers = at_once(employee.submission(), lambda: let_go_soon(house))

    house.settle()
    assert answers[-1].path == "/my/done"
    assert ledger.held(house, employee) == ledger.expected(employee)


def test_a_photograph_is_taken_again_while_it_is_cleaned(house, held):
    (employee,) = house.hire()
    employee.fill_form()
    employee.photographs("card_front")()
    photographs = employee.photographs("card_back")
    held(photographs)

    answers = at_once(photographs, lambda: let_go_soon(house))

    employee.submission()()
    house.settle()
    assert answers[-1].path == "/my/check"
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []
