"""The worker is killed at every milestone of a photograph: it is cleaned, only later."""

import pytest

from tests.crash import ledger

UNITS = {"claim": 1, "open": 2, "store": 3, "finish": 4}
"""Which unit of the job is which: the hook's count."""

MILESTONES = [
    *(("unit:before-commit", UNITS[unit]) for unit in ("claim", "store", "finish")),
    *(("unit:after-commit", UNITS[unit]) for unit in ("open", "store", "finish")),
    ("unit:after-flush", UNITS["store"]),
    ("unit:before-ring", UNITS["store"]),
    ("unit:after-ring", UNITS["claim"]),
    ("job:after-claim", 1),
    ("child:before-clean", 1),
    ("child:after-clean", 1),
    ("blob:before-rename", 1),
    ("blob:after-rename", 2),
    ("job:before-finish", 1),
]


@pytest.mark.parametrize(("milestone", "count"), MILESTONES)
def test_a_photograph_is_cleaned_once(house, milestone, count):
    (employee,) = house.hire()
    employee.fill_form()
    house.settle()
    before = house.processes("worker")
    house.hooks("worker").arm(milestone, count)

    employee.photographs()()

    house.wait_for_kill("worker", before)
    employee.submission()()
    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []
