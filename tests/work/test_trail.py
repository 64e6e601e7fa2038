"""The log: one whole chain under concurrency, and every edit is found and named."""

import threading

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints, notes
from tests import factories


@pytest.fixture
def founded(tools):
    """A company with lines enough to edit, and a checkpoint over them."""
    founded = factories.company(tools)
    factories.people_in(tools, founded, 3)
    assert checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))
    return founded


def verdict(tools, founded):
    with tools.read(Actor.system("cli")) as uow:
        public = notes.audit_key(uow)
    with tools.read(Actor.system("cli", founded.company_id)) as uow:
        return checkpoints.verify_log(uow, public)


def test_an_untouched_log_passes(tools, founded):
    assert verdict(tools, founded).fault is None


def test_eight_writers_make_one_whole_log(tools, founded):
    actor = factories.admin_of(founded)

    def write():
        for _ in range(5):
            with tools.work(actor) as uow:
                uow.record(Action.REVIEW_OPENED)

    before = verdict(tools, founded).size
    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert verdict(tools, founded).fault is None
    assert verdict(tools, founded).size == before + 40
