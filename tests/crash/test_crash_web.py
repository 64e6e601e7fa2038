"""The web process is killed at every milestone of a request: nothing acknowledged is lost."""

import pytest

from tests.crash import ledger
from tests.crash.browser import NotAnswered, insist

UNIT = (
    "unit:after-flush",
    "unit:before-commit",
    "unit:after-commit",
    "unit:before-ring",
    "unit:after-ring",
)
COMMIT = ("unit:before-commit", "unit:after-commit")
BLOB = ("blob:before-rename", "blob:after-rename")


def killed_at(house, milestone, act, count=1):
    """Do it while a hook waits; then do it again until it is answered, and return the answer."""
    before = house.processes("web")
    house.hooks("web").arm(milestone, count)
    with pytest.raises(NotAnswered):
        act()
    house.wait_for_kill("web", before)
    return insist(act)


@pytest.mark.parametrize("milestone", UNIT)
def test_a_submission_is_made_once(house, milestone):
    (employee,) = house.hire()
    employee.fill_form()
    employee.photographs()()

    killed_at(house, milestone, employee.submission())

    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []


@pytest.mark.parametrize("milestone", [*COMMIT, "unit:after-ring", *BLOB])
def test_photographs_are_received_once(house, milestone):
    """The second photograph's blob, and the unit of the first: the number's unit comes before."""
    (employee,) = house.hire()
    employee.fill_form()

    killed_at(house, milestone, employee.photographs(), count=2)

    employee.submission()()
    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert ledger.faults(house) == []


def test_a_dependent_is_added_once(house):
    (employee,) = house.hire()
    employee.fill_form_alone()

    killed_at(house, "unit:after-commit", employee.dependent())

    employee.photographs()()
    employee.submission()()
    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)


@pytest.mark.parametrize("milestone", COMMIT)
def test_a_roster_is_run_once(house, milestone):
    office, names = house.office(), [f"{milestone[5:]}{n}@example.com" for n in range(3)]
    roster = "".join(f"{name},山田,花子\n" for name in names)
    preview = office.send(
        "/admin/rosters/", office.token("/admin/rosters/"), {"file": roster.encode()}
    )
    form = office.get(f"{preview.path}/confirm").form

    answer = killed_at(house, milestone, lambda: office.post(f"{preview.path}/run", form))

    house.settle()
    assert answer.path == f"{preview.path}/progress"
    assert house.mailed(*names) == {name: ["invitation"] for name in names}
    assert ledger.faults(house) == []


def test_a_reminder_is_sent_once(house):
    """The second press is refused: it was queued a moment ago."""
    (employee,) = house.hire()
    office = house.office()
    address = f"/admin/people/remind/{house.person_id(employee.mail)}"
    form = office.get(address).form

    answer = killed_at(house, "unit:after-commit", lambda: office.post(address, form))

    house.settle()
    assert answer.status == 422
    assert house.mailed(employee.mail) == {employee.mail: ["invitation", "reminder"]}
    assert ledger.faults(house) == []


@pytest.mark.parametrize("milestone", [*COMMIT, "blob:after-rename"])
def test_a_resubmission_is_made_once(house, milestone):
    """In the unit that binds the new photograph, or at its blob."""
    (employee,) = house.hire()
    employee.submit_all()
    house.settle()
    house.send_back(employee, "card_back")
    house.settle()  # a return's letter that still waits is void once the photograph has come

    killed_at(house, milestone, employee.resubmission(), count=2 if milestone in UNIT else 1)

    house.settle()
    assert ledger.held(house, employee) == ledger.expected(employee)
    assert house.mailed(employee.mail) == {employee.mail: ["invitation", "return"]}
    assert ledger.faults(house) == []


def test_a_review_is_approved_once(house):
    """The second press finds it approved."""
    (employee,) = house.hire()
    employee.submit_all()
    house.settle()
    office = house.office()
    approval = house.approval(office, employee)

    answer = killed_at(house, "unit:after-commit", approval)

    house.settle()
    assert answer.status == 409
    assert house.mailed(employee.mail) == {employee.mail: ["invitation", "completion"]}
    assert ledger.faults(house) == []
