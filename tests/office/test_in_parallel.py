"""Two tabs, two people at once: what is to happen once happens once."""

import threading

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import MoveRefused, RuleBroken
from mcollector.rules.rights import Right
from mcollector.services.reminders import by_hand
from mcollector.services.reviews import decision, numbers, photographs, returns
from mcollector.services.rosters import upload
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Review
from tests import factories
from tests.office import desk

pytestmark = pytest.mark.both

ROSTER = "".join(f"p{n}@example.com,山田,太郎{n}\n" for n in range(300)).encode()


def together(*works):
    """Run the works at the same moment, each in a thread; return results and refusals."""
    start = threading.Barrier(len(works))
    results = []

    def run(work):
        start.wait()
        try:
            results.append(work())
        except RuleBroken as refused:
            results.append(refused)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def unit(tools, actor, work, *arguments):
    """Return a work: one use case in a unit of its own."""

    def run():
        with tools.work(actor) as uow:
            return work(uow, *arguments)

    return run


def uploaded(tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        return upload.upload(uow, ROSTER)


def test_the_same_roster_run_in_two_tabs_adds_people_and_letters_once(tools, founded):
    roster_id, actor = uploaded(tools, founded), factories.admin_of(founded)

    results = together(*[unit(tools, actor, upload.run, roster_id)] * 4)

    assert [result.added for result in results] == [300] * 4
    assert len({result.batch_id for result in results}) == 1
    assert desk.size(tools, founded.company_id, Person) == 300
    assert desk.size(tools, founded.company_id, Letter) == 300


def test_the_same_list_uploaded_twice_and_run_at_once_adds_everybody_once(tools, founded):
    ids, actor = [uploaded(tools, founded) for _ in range(4)], factories.admin_of(founded)

    results = together(*(unit(tools, actor, upload.run, one) for one in ids))

    assert sorted(result.added for result in results) == [0, 0, 0, 300]
    assert desk.size(tools, founded.company_id, Person) == 300
    assert desk.size(tools, founded.company_id, Letter) == 300


@pytest.fixture
def reviewers(tools, founded):
    """Two reviewers who have seen every photograph of the same person."""
    factories.people_in(tools, founded, 1)
    person_id = desk.submitted(tools, founded)
    second = desk.account(tools, founded, Right.DATA)
    actors = [
        factories.admin_of(founded),
        Actor.staff(founded.company_id, second.id, Right.DATA),
    ]
    for actor in actors:
        for paper in desk.papers(tools, founded, person_id):
            with tools.work(actor) as uow:
                photographs.see_photograph(uow, paper.id, "large")
    return person_id, actors


def test_two_reviewers_set_one_person_once(tools, founded, reviewers):
    person_id, actors = reviewers
    submission = desk.newest(tools, founded, person_id)
    form = (person_id, submission.id, frozenset(desk.ALL_CHECKS), desk.TODAY)

    results = together(*(unit(tools, actor, decision.approve, *form) for actor in actors))

    assert sorted(type(result) for result in results if result) == [MoveRefused]
    assert desk.size(tools, founded.company_id, Review) == 1


def test_two_who_open_a_review_at_once_do_not_both_get_it(tools, reviewers):
    person_id, actors = reviewers

    pages = together(*(unit(tools, actor, decision.open_review, person_id) for actor in actors))

    assert sorted(page.can_act for page in pages) == [False, True]


def test_the_sixth_of_many_tries_at_once_opens_nothing(tools, founded, reviewers):
    person_id, actors = reviewers
    owner = desk.newest(tools, founded, person_id).id
    tried = (person_id, owner, "1" * 12)

    results = together(*[unit(tools, actors[0], numbers.compare, *tried)] * 8)

    assert sorted(type(result).__name__ for result in results) == (
        ["Comparison"] * 5 + ["FieldRefused"] * 3
    )
    assert len(desk.lines(tools, founded.company_id, Action.NUMBER_DIFFERED)) == 5


def test_done_and_returned_at_once_is_one_of_both(tools, founded, reviewers):
    person_id, actors = reviewers
    submission = desk.newest(tools, founded, person_id)
    paper = desk.papers(tools, founded, person_id)[0]
    done = (person_id, submission.id, frozenset(desk.ALL_CHECKS), desk.TODAY)
    back = (person_id, submission.id, [(paper.id, "blur")], "")

    results = together(
        unit(tools, actors[0], decision.approve, *done),
        unit(tools, actors[1], returns.send_back, *back),
    )

    assert [type(result) for result in results if result] == [MoveRefused]


def test_two_presses_send_one_reminder(tools, founded, clock):
    factories.people_in(tools, founded, 1)
    person_id = factories.people_ids(tools, founded)[0]
    clock.move(days=3)
    before = desk.size(tools, founded.company_id, Letter)
    actor = factories.admin_of(founded)

    results = together(*[unit(tools, actor, by_hand.remind, person_id)] * 4)

    assert sum(isinstance(result, RuleBroken) for result in results) == 3
    assert desk.size(tools, founded.company_id, Letter) == before + 1
