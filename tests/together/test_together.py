"""Fifty clerks and two hundred workers at once: nothing is lost, done twice, or told to others."""

import os
import threading
from collections import Counter

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterKind
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Review
from mcollector.store.submissions import Submission
from tests.office import desk
from tests.together.deeds import Clerk, Edits, hand_in

ANSWERS = int(os.environ.get("MC_ANSWERS", "1000"))
"""`make check-all` waits for ten times as many."""


@pytest.mark.timeout(3600)
def test_everybody_at_once(street):
    edits = Edits()

    act(street, edits)

    assert street.faults == []
    assert street.answers >= ANSWERS
    for company in street.companies:
        no_edit_was_lost(street, company, edits)
        nothing_was_done_twice(street, company)
    assert street.house.command("audit", "verify").returncode == 0
    assert "deadlock" not in street.house.log.read_text().lower()


def act(street, edits):
    """Let everybody act until so many answers have come; workers come one after the other."""
    clerks = [(company, browser) for company in street.companies for browser in company.clerks]
    workers = [(company, browser) for company in street.companies for _, browser in company.workers]
    works = [
        lambda n=n, of=of, b=b: sit(street, Clerk(n, b, of, edits))
        for n, (of, b) in enumerate(clerks)
    ]
    works += [
        lambda n=n, of=of, b=b: come(street, n * ANSWERS // len(workers), of, b)
        for n, (of, b) in enumerate(workers)
    ]
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sit(street, clerk):
    while street.answers < ANSWERS:
        clerk.act()


def come(street, when, company, browser):
    street.wait_for(when)
    if street.answers < ANSWERS:
        hand_in(browser, company)


def no_edit_was_lost(street, company, edits):
    """Each accepted edit follows another one: from no code, by one path, to the code of now."""
    for person_id in company.people[:6]:
        steps = {old: new for one, old, new in edits.accepted if one == person_id}
        assert len(steps) == len([one for one in edits.accepted if one[0] == person_id])
        code = ""
        while code in steps:
            code = steps.pop(code)
        assert steps == {}
        assert (desk.person(street.tools, company.founded, person_id).employee_code or "") == code


def nothing_was_done_twice(street, company):
    """One review a submission, one submission a worker, one letter each; receipts in a row."""
    with street.tools.read(Actor.system("test", company.founded.company_id)) as uow:
        reviews = Counter(uow.scalars(select(Review.submission_id)))
        submissions = Counter(uow.scalars(select(Submission.person_id)))
        receipts = sorted(uow.scalars(select(Submission.receipt)))
        letters = Counter(tuple(row) for row in uow.rows(select(Letter.person_id, Letter.kind)))
        verified = uow.count(select(Person.id).where(Person.state == "verified"))
    told = sum(count for (_who, kind), count in letters.items() if kind is LetterKind.COMPLETION)
    approved = desk.lines(street.tools, company.founded.company_id, Action.REVIEW_APPROVED)

    assert set(reviews.values()) | set(submissions.values()) | set(letters.values()) == {1}
    assert len(reviews) == verified == told == len(approved)
    assert [int(one.rpartition("-")[2]) for one in receipts] == list(range(1, len(receipts) + 1))
