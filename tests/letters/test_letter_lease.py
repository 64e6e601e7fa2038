"""A letter's lease: whoever lost it says nothing any more but that the letter went."""

import pytest
from mailroom import deliver, letters_of

from mcollector import jobs
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterState
from mcollector.services import outbox
from mcollector.services.letters import schedule, writing

pytestmark = pytest.mark.both


@pytest.fixture
def worker(founded):
    return Actor.system("worker", founded.company_id)


@pytest.fixture
def batch_id(tools, founded, person_id):
    return letters_of(tools, founded, person_id)[0].batch_id


def take(tools, worker, batch_id):
    with tools.work(worker) as uow:
        return writing.take_next(uow, batch_id)


def note(tools, worker, letter, state, code=""):
    with tools.work(worker) as uow:
        writing.note_outcome(uow, letter.id, letter.attempt, state, code)


def test_a_letter_under_way_is_nobody_elses_until_its_lease_ends(tools, worker, batch_id, clock):
    first = take(tools, worker, batch_id)
    clock.moment += schedule.LEASE * 0.99
    meanwhile = take(tools, worker, batch_id)
    clock.moment += schedule.LEASE * 0.01
    second = take(tools, worker, batch_id)

    assert (first.attempt, meanwhile, second.attempt) == (1, None, 2)
    assert (first.id, first.values["secret"]) == (second.id, second.values["secret"])


@pytest.mark.parametrize("late", ["retry", "failed", "unknown"])
@pytest.mark.parametrize("noted", [True, False])
def test_a_worker_that_lost_its_lease_changes_nothing(
    tools, founded, worker, person_id, batch_id, clock, late, noted
):
    first = take(tools, worker, batch_id)
    clock.moment += schedule.LEASE
    second = take(tools, worker, batch_id)
    if noted:
        note(tools, worker, second, "sent")
    before = letters_of(tools, founded, person_id)[0]

    note(tools, worker, first, late, "timeout")

    letter = letters_of(tools, founded, person_id)[0]
    assert letter.state is (LetterState.SENT if noted else LetterState.SENDING)
    assert (letter.code, letter.next_at) == (before.code, before.next_at)


def test_that_a_letter_went_is_true_whoever_says_so(
    tools, founded, worker, person_id, batch_id, clock
):
    first = take(tools, worker, batch_id)
    clock.moment += schedule.LEASE
    take(tools, worker, batch_id)

    note(tools, worker, first, "sent")

    assert letters_of(tools, founded, person_id)[0].state is LetterState.SENT


def test_a_worker_told_to_end_sends_no_more_and_the_next_one_does(tools, script, person_id, clock):
    jobs.install(tools)
    jobs.ask_to_stop()
    with tools.read(Actor.system("worker")) as uow:
        ((_task, outbox_id),) = outbox.due(uow)

    jobs.run(str(outbox_id))
    before = len(script.arrived)
    clock.move(seconds=5)
    deliver(tools)

    assert (before, len(script.arrived)) == (0, 1)
